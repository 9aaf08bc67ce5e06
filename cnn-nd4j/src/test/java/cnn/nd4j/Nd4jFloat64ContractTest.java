package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.tensor.Precision;
import java.util.Set;

/** The contract, in float64. */
class Nd4jFloat64ContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new Nd4jBackend(NativeLibrary.load(), Precision.FLOAT64, 1, false);
    }

    @Override
    protected Set<String> cannotRunYet() {
        return Set.of("batch_norm2d", "global_avg_pool2d", "residual", "conv2d with groups");
    }
}
