package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.BackendProvider;
import cnn.backend.BackendSetup;
import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.EnumSet;
import java.util.Set;

/**
 * Finds the backend {@code nd4j}: float32 (usual) or float64, on ND4J's native operations. Being found costs nothing; the
 * native library is loaded when the first backend is made.
 */
public final class Nd4jBackendProvider implements BackendProvider {
    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public Set<Precision> precisions() {
        return EnumSet.allOf(Precision.class);
    }

    @Override
    public Precision usualPrecision() {
        return Precision.FLOAT32;
    }

    /** @throws BadInputException if ND4J's native library cannot be loaded here */
    @Override
    public Backend create(BackendSetup setup) {
        NativeLibrary library = NativeLibrary.load();
        return new Nd4jBackend(library, setup.precision(), setup.threadsOrProcessors(), library.hasOneDnn());
    }
}
