package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import cnn.backend.Arithmetic;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Trace;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through a network layer by layer. The recorded graph is cut between two layers: what one gives becomes a new leaf
 * that the next one takes, so that autograd stops there and leaves dy at it. The operations are those of training.
 */
final class Tracer {
    private final EngineSettings settings;
    private final List<Step> steps;
    private final Parameters parameters;
    private final PyTorchLibrary library;

    Tracer(EngineSettings settings, List<Step> steps, Parameters parameters, PyTorchLibrary library) {
        this.settings = settings;
        this.steps = steps;
        this.parameters = parameters;
        this.library = library;
    }

    Trace run(BatchInput input, NDManager step) {
        List<NDArray> taken = new ArrayList<>();
        List<NDArray> given = new ArrayList<>();
        try (GradientCollector recording = library.record()) {
            NDArray leaf = leaf(input.x(), step);
            for (Step layer : steps) {
                taken.add(leaf);
                NDArray y = layer.forward(leaf, true);
                given.add(y);
                leaf = leaf(y, step);
            }
            NDArray loss = Losses.of(settings.loss(), leaf, input.t());
            recording.backward(loss);
            taken.add(leaf);
            for (int i = steps.size() - 1; i >= 0; i--) {
                NDArray dy = taken.get(i + 1).getGradient();
                JniUtils.backward((PtNDArray) given.get(i), (PtNDArray) dy, false, false);
            }
            return trace(taken, Values.scalar(loss));
        }
    }

    private static NDArray leaf(NDArray of, NDManager step) {
        NDArray leaf = of.stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private Trace trace(List<NDArray> taken, double loss) {
        List<Trace.LayerTrace> layers = new ArrayList<>();
        List<PlacedLayer> placed = settings.network().placed();
        for (int i = 0; i < placed.size(); i++) {
            NDArray y = taken.get(i + 1);
            layers.add(new Trace.LayerTrace(
                    placed.get(i), Values.toDoubles(y), Values.toDoubles(y.getGradient()), Arithmetic.SUMS));
        }
        return new Trace(
                (int) taken.get(0).getShape().get(0),
                loss,
                Values.toDoubles(taken.get(0)),
                Values.toDoubles(taken.get(0).getGradient()),
                List.copyOf(layers),
                parameters.flat(),
                parameters.flat(parameters.gradients()));
    }
}
