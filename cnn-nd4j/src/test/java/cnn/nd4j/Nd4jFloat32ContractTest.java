package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.tensor.Precision;
import java.util.Set;

/** The contract, with oneDNN, where the processor has a build with it. */
class Nd4jFloat32ContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new Nd4jBackend(NativeLibrary.load(), Precision.FLOAT32, 1, true);
    }

    @Override
    protected Set<String> cannotRunYet() {
        return Set.of("batch_norm2d", "global_avg_pool2d", "residual", "conv2d with groups");
    }
}
