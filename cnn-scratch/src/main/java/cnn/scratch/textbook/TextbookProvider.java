package cnn.scratch.textbook;

import cnn.backend.Backend;
import cnn.backend.BackendProvider;
import cnn.backend.BackendSetup;
import cnn.tensor.Precision;
import java.util.Set;

/** Makes the backend {@code textbook}, which computes in float64 only. */
public final class TextbookProvider implements BackendProvider {
    static final String NAME = "textbook";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Precision> precisions() {
        return Set.of(Precision.FLOAT64);
    }

    @Override
    public Precision usualPrecision() {
        return Precision.FLOAT64;
    }

    @Override
    public Backend create(BackendSetup setup) {
        return new TextbookBackend(setup.threadsOrProcessors());
    }
}
