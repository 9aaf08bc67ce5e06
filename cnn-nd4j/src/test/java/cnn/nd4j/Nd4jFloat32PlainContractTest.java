package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.tensor.Precision;
import java.util.Set;

/** The contract, on libnd4j's own loops. */
class Nd4jFloat32PlainContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new Nd4jBackend(NativeLibrary.load(), Precision.FLOAT32, 1, false);
    }

    @Override
    protected Set<String> cannotRunYet() {
        return Set.of("batch_norm2d", "global_avg_pool2d", "residual", "conv2d with groups");
    }
}
