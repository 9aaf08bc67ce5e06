package cnn.nd4j.library;

import cnn.backend.Checkup;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Loader;

/** What there is of ND4J's native code on this machine, and what is missing for its full speed. */
public final class NativeCheckup {
    private final UnaryOperator<String> environment;

    /** @param environment an environment variable's value by its name; empty text if it is not set */
    NativeCheckup(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    public static NativeCheckup ofThisProcess() {
        return new NativeCheckup(name -> Optional.ofNullable(System.getenv(name)).orElse(""));
    }

    public List<Checkup> run() {
        List<Checkup> found = new ArrayList<>();
        try {
            NativeLibrary library = NativeLibrary.load();
            found.add(build(library));
            found.add(Checkup.fine("BLAS", library.describeBlas()));
            found.add(threads(library.threadsOfLoops(), Runtime.getRuntime().availableProcessors()));
        } catch (BadInputException cannotLoad) {
            found.add(Checkup.better("library", "cannot be loaded", cannotLoad.getMessage()));
        }
        found.add(waiting());
        if (Loader.getPlatform().startsWith("linux")) {
            found.add(memory());
        }
        return List.copyOf(found);
    }

    private static Checkup build(NativeLibrary library) {
        String state = library.describe() + (library.hasOneDnn() ? " with oneDNN" : " without oneDNN");
        Optional<String> best = NativeBuild.best(Loader.getPlatform(), ProcessorFlags.ofThisMachine(), path -> true);
        if (best.isEmpty() || library.describe().endsWith(best.get())) {
            return Checkup.of(
                    "build",
                    state,
                    library.hasOneDnn(),
                    "convolutions run on libnd4j's own loops, 5 to 15 times slower; on macOS and Windows with AVX2: CNN_JAVA_OPTS=-D"
                            + NativeBuild.PROPERTY + "=-onednn-avx2");
        }
        return Checkup.better(
                "build",
                state,
                "this processor runs the build %s too; build without -Dcnn.natives=plain, and do not set %s"
                        .formatted(best.get(), NativeBuild.PROPERTY));
    }

    private static Checkup threads(int loops, int processors) {
        return Checkup.of(
                "threads",
                "%d for native code, on %d processors".formatted(loops, processors),
                loops <= processors,
                "more threads than processors wait for each other; start with OMP_NUM_THREADS=" + processors);
    }

    private Checkup waiting() {
        String policy = environment.apply("OMP_WAIT_POLICY");
        return Checkup.of(
                "idle threads",
                policy.isEmpty() ? "spin for a while, then sleep" : "OMP_WAIT_POLICY=" + policy,
                policy.equalsIgnoreCase("passive"),
                "spinning makes native code several times slower on a busy machine; start with OMP_WAIT_POLICY=passive, as ./cnn"
                        + " does");
    }

    private Checkup memory() {
        boolean kept = environment.apply("MALLOC_MMAP_MAX_").equals("0")
                && !environment.apply("MALLOC_TRIM_THRESHOLD_").isEmpty()
                && environment.apply("MALLOC_ARENA_MAX").equals("1");
        return Checkup.of(
                "native memory",
                kept ? "kept between operations" : "given back to the system after every operation",
                kept,
                "networks on large images lose a quarter of their speed; start by ./cnn, which sets MALLOC_ARENA_MAX,"
                        + " MALLOC_MMAP_MAX_ and MALLOC_TRIM_THRESHOLD_");
    }
}
