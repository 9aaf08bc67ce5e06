package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.nd4j.library.NativeLibrary;
import cnn.tensor.Precision;

/** The contract, in float64. */
class Nd4jFloat64ContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new Nd4jBackend(NativeLibrary.load(), Precision.FLOAT64, 1, false);
    }
}
