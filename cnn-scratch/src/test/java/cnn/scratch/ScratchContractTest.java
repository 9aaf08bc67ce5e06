package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.scratch.kernel.KernelLookup;
import org.junit.jupiter.api.Tag;

/** The contract on the kernels that this JVM gets: the Vector API's, or the scalar ones where it is absent. */
@Tag("lanes")
class ScratchContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new ScratchBackend(KernelLookup.fastest(), 3);
    }
}
