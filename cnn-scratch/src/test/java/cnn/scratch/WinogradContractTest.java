package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.contract.LayerContract;
import cnn.scratch.kernel.KernelLookup;
import org.junit.jupiter.api.Tag;

/** The contract with every convolution by Winograd that can be, however small. */
@Tag("lanes")
class WinogradContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return new ScratchBackend(KernelLookup.fastest(), 2, ConvAlgorithm.WINOGRAD);
    }
}
