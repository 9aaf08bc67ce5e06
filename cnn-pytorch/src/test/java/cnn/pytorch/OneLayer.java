package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.NetworkFlow;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.List;

/** One layer in PyTorch, fed with plain arrays, traced as the engine traces it. */
final class OneLayer {
    private OneLayer() {}

    /** Forwards and backwards in training. The recording is only there to be open. */
    @SuppressWarnings("try")
    static NetworkFlow run(LayerInputs in, Precision precision) {
        PyTorchLibrary library = PyTorchLibrary.load(1);
        NetworkSpec network = new NetworkSpec(in.input(), List.of(new NamedLayer("layer", in.spec())));
        Mode mode = Mode.train(in.address().seed(), in.address().step());
        DataType type = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        try (NDManager memory = library.newManager();
                GradientCollector recording = library.record()) {
            Parameters parameters = new Parameters(network, memory, type);
            parameters.set(in.parameters());
            parameters.record(memory);
            States states = new States(network, memory, type);
            states.set(in.state());
            Tracer tracer = new Tracer(new Translator(parameters, states, memory, type), memory, mode);
            NDArray x = tensor(memory, in.input().withBatch(in.batch()), in.x(), type);
            Passage passage = tracer.through(List.of(in.placed()), x);
            passage.back(tensor(memory, network.output().withBatch(in.batch()), in.dy(), type));
            return new NetworkFlow(
                    in.batch(),
                    mode,
                    parameters.flat(),
                    parameters.flat(parameters.gradients()),
                    in.state(),
                    states.flat(),
                    Tracer.flows(passage));
        }
    }

    private static NDArray tensor(NDManager memory, cnn.tensor.Shape shape, double[] values, DataType type) {
        NDArray tensor = memory.zeros(Parameters.shape(shape), type);
        Values.fill(tensor, values);
        return tensor;
    }
}
