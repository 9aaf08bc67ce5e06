package cnn.nd4j.library;

import cnn.error.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's native library, loaded with the build that suits this processor. Whoever uses ND4J in this process calls
 * {@link #load} before touching any of its classes: the first touch decides the build for all.
 */
public final class NativeLibrary {
    private static final String VERSION_FILE = "META-INF/maven/org.nd4j/nd4j-native/pom.properties";

    private final NativeOps operations;
    private final Blas blas = Nd4j.factory().blas();
    private final boolean oneDnn;
    private final String platform;

    private NativeLibrary(NativeOps operations, String platform) {
        this.operations = operations;
        this.oneDnn = operations.buildInfo().contains("HAVE_ONEDNN");
        this.platform = platform;
    }

    /**
     * Loads the library if nobody did yet. Unless the user set the system property
     * {@code org.bytedeco.javacpp.platform.extension}, chooses the best build on the class path for this processor.
     *
     * @throws BadInputException if it cannot be loaded; the message says why and what still works
     */
    public static NativeLibrary load() {
        try {
            String platform = Loader.getPlatform();
            if (System.getProperty(NativeBuild.PROPERTY) == null) {
                NativeBuild.best(platform, ProcessorFlags.ofThisMachine(), NativeLibrary::onClassPath)
                        .ifPresent(extension -> System.setProperty(NativeBuild.PROPERTY, extension));
            }
            Nd4j.getEnvironment();
            return new NativeLibrary(
                    NativeOpsHolder.getInstance().getDeviceNativeOps(),
                    NativeBuild.chosen(platform, NativeLibrary::onClassPath));
        } catch (LinkageError | RuntimeException e) {
            throw LoadFailure.explain(e, Loader.getPlatform());
        }
    }

    private static boolean onClassPath(String resource) {
        return NativeLibrary.class.getClassLoader().getResource(resource) != null;
    }

    /** Whether this build holds oneDNN (float32 convolution and pooling run through it). */
    public boolean hasOneDnn() {
        return oneDnn;
    }

    /**
     * Sets how many threads native code uses when called from the <em>current</em> thread (OpenMP keeps the number for
     * each calling thread; OpenBLAS has one for the process, which is set along). libnd4j's own loops alone stay at the
     * number that OMP_NUM_THREADS gave when the library was loaded.
     */
    public void threads(int threads) {
        if (operations.ompGetMaxThreads() != threads) {
            operations.setOmpNumThreads(threads);
            blas.setMaxThreads(threads);
        }
    }

    /** How many threads libnd4j's own loops use: what OMP_NUM_THREADS said at the start, else one a processor. */
    public int threadsOfLoops() {
        return Nd4j.getEnvironment().maxThreads();
    }

    /** For example {@code OPENBLAS, 2 threads}. */
    String describeBlas() {
        return "%s, %d threads".formatted(blas.getBlasVendor(), blas.getMaxThreads());
    }

    /** For example {@code 1.0.0-M2.1 linux-x86_64-onednn-avx512}. */
    public String describe() {
        return version() + " " + platform;
    }

    private static String version() {
        try (InputStream in = NativeLibrary.class.getClassLoader().getResourceAsStream(VERSION_FILE)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "(unknown version)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
