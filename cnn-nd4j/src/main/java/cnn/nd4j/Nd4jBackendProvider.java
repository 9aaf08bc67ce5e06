package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.BackendOption;
import cnn.backend.BackendProvider;
import cnn.backend.BackendSetup;
import cnn.backend.Checkup;
import cnn.error.BadInputException;
import cnn.nd4j.library.NativeCheckup;
import cnn.nd4j.library.NativeLibrary;
import cnn.tensor.Precision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the backend {@code nd4j}: float32 (usual) or float64, on ND4J's native operations. Being found costs nothing; the
 * native library is loaded when the first backend is made.
 */
public final class Nd4jBackendProvider implements BackendProvider {
    private static final String ONE_DNN = "onednn";

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

    @Override
    public List<BackendOption> options() {
        return List.of(new BackendOption(
                ONE_DNN, List.of("on", "off"), "whether oneDNN runs float32 convolutions and pools, where the build holds it"));
    }

    @Override
    public List<Checkup> checkup() {
        return NativeCheckup.ofThisProcess().run();
    }

    /**
     * Where nobody says how many threads, there are as many as the native library's own loops use, which cannot be changed
     * once it is loaded.
     *
     * @throws BadInputException if ND4J's native library cannot be loaded here
     */
    @Override
    public Backend create(BackendSetup setup) {
        NativeLibrary library = NativeLibrary.load();
        int threads = setup.threads() == 0 ? library.threadsOfLoops() : setup.threads();
        return new Nd4jBackend(library, setup.precision(), threads, setup.option(ONE_DNN).equals("on"));
    }
}
