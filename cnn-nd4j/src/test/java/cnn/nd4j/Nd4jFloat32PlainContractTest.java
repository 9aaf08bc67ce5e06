package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.nd4j.library.NativeLibrary;
import cnn.tensor.Precision;

/** The contract, on libnd4j's own loops. */
class Nd4jFloat32PlainContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new Nd4jBackend(NativeLibrary.load(), Precision.FLOAT32, 1, false);
    }
}
