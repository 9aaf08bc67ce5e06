package cnn.nd4j.library;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The builds of ND4J's native library, best first, and the choice among those on the class path. A build is named by the
 * suffix that JavaCPP adds to the platform, for example {@code -onednn-avx512} to {@code linux-x86_64}.
 *
 * @param extension the suffix; empty for the plain build, which every processor of the platform runs
 * @param needs processor flags, as Linux names them, without which the build's code would be illegal instructions
 */
record NativeBuild(String extension, Set<String> needs) {
    /** JavaCPP reads the suffix from this system property, once, when the library is loaded. */
    static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

    /** What GCC's {@code -march=skylake-avx512} and {@code -march=core-avx2} may use beyond the plain build. */
    private static final List<NativeBuild> BEST_FIRST = List.of(
            new NativeBuild("-onednn-avx512", Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "fma", "bmi2")),
            new NativeBuild("-onednn-avx2", Set.of("avx2", "fma", "bmi2")));

    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";

    NativeBuild {
        needs = Set.copyOf(needs);
    }

    /**
     * The best build that the processor can run and the class path has; empty if that is the plain one.
     *
     * @param platform for example {@code linux-x86_64}
     * @param flags what the processor can do
     * @param onClassPath whether a resource of that path is there
     */
    static Optional<String> best(String platform, Set<String> flags, Predicate<String> onClassPath) {
        return BEST_FIRST.stream()
                .filter(build -> flags.containsAll(build.needs()))
                .map(NativeBuild::extension)
                .filter(extension -> onClassPath.test(FOLDER + platform + extension + "/"))
                .findFirst();
    }

    /** The platform with the suffix of the build that JavaCPP takes: it takes the plain one if the class path lacks another. */
    static String chosen(String platform, Predicate<String> onClassPath) {
        String extension = System.getProperty(PROPERTY, "");
        return onClassPath.test(FOLDER + platform + extension + "/") ? platform + extension : platform;
    }
}
