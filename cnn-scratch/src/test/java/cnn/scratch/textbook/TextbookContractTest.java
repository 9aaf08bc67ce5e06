package cnn.scratch.textbook;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.contract.LayerContract;

/** Where a rule asks for agreement with the textbook it is trivially true here: finite differences are the witness. */
class TextbookContractTest extends LayerContract {
    @Override
    protected Backend backend() {
        return Backends.named("textbook");
    }
}
