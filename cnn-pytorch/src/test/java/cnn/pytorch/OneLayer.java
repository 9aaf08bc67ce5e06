package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.List;

/** One layer in PyTorch, fed with plain arrays, as the engine builds it. */
final class OneLayer {
    private OneLayer() {}

    /** Forwards and backwards in training. The recording is only there to be open. */
    @SuppressWarnings("try")
    static LayerOutputs run(LayerInputs in, Precision precision) {
        PyTorchLibrary library = PyTorchLibrary.load(1);
        NetworkSpec network = new NetworkSpec(in.input(), List.of(new NamedLayer("layer", in.spec())));
        DataType type = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        try (NDManager memory = library.newManager();
                GradientCollector recording = library.record()) {
            Parameters parameters = new Parameters(network, memory, type);
            parameters.set(in.parameters());
            parameters.record(memory);
            States states = new States(network, memory, type);
            Step step = new Translator(parameters, states, memory, type).translate(network.placed().get(0));
            NDArray x = tensor(memory, in.input().withBatch(in.batch()), in.x(), type);
            x.setRequiresGradient(true);
            NDArray y = step.forward(x, true);
            NDArray dy = tensor(memory, network.output().withBatch(in.batch()), in.dy(), type);
            JniUtils.backward((PtNDArray) y, (PtNDArray) dy, false, false);
            return new LayerOutputs(
                    Values.toDoubles(y),
                    Values.toDoubles(x.getGradient()),
                    parameters.flat(parameters.gradients()));
        }
    }

    private static NDArray tensor(NDManager memory, cnn.tensor.Shape shape, double[] values, DataType type) {
        NDArray tensor = memory.zeros(Parameters.shape(shape), type);
        Values.fill(tensor, values);
        return tensor;
    }
}
