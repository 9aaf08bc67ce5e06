package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.scratch.kernel.ScalarKernels;
import org.junit.jupiter.api.Tag;

/** The contract on the scalar kernels, whatever this JVM has; run once more on a JVM without the Vector API. */
@Tag("scalar")
class ScalarContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new ScratchBackend(new ScalarKernels(), 2);
    }
}
