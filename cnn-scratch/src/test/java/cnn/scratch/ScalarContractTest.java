package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.scratch.kernel.ScalarKernels;
import org.junit.jupiter.api.Tag;
import java.util.Set;

/** The contract on the scalar kernels, whatever this JVM has; run once more on a JVM without the Vector API. */
@Tag("scalar")
class ScalarContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new ScratchBackend(new ScalarKernels(), 2);
    }

    @Override
    protected Set<String> cannotRunYet() {
        return Set.of("conv2d with groups");
    }
}
