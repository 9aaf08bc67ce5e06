package cnn.nd4j.library;

import cnn.error.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why ND4J's native library could not be loaded, in one line that says what to do about it and what still works. */
final class LoadFailure {
    /** The platforms that ND4J 1.0.0-M2.1 has native code for, among those that this project's build knows. */
    private static final Set<String> PLATFORMS =
            Set.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

    private static final String STILL_WORKS = "; the backends 'scratch' and 'textbook' need no native code";

    /** A trait of the linker's message, and what it means. {@code $1} stands for the first group. */
    private record Cause(Pattern trait, String meaning) {
        Cause(String trait, String meaning) {
            this(Pattern.compile(trait), meaning);
        }
    }

    private static final List<Cause> CAUSES = List.of(
            new Cause(
                    "(GLIBC(?:XX)?_[0-9.]+)",
                    "this system's C or C++ library is older than $1, which it needs; take a newer release of the system"),
            new Cause(
                    "(?:Error relocating|Error loading shared library|ld-linux|symbol not found)",
                    "this system's C library is probably musl (as in Alpine), and it needs glibc; take another system"),
            new Cause(
                    "(\\S*?)[^/\\s]*\\.jar\\S*: (?:failed to map segment|.*[Oo]peration not permitted|.*[Pp]ermission denied)",
                    "nothing may be executed in the folder $1, where it is unpacked (mounted noexec?); name another one:"
                            + " CNN_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER"),
            new Cause(
                    "([Ff]ile too short|invalid ELF header|wrong ELF class)",
                    "an unpacked file is damaged ($1); delete the folder .javacpp/cache in your home folder"),
            new Cause("([Nn]o space left)", "there is no space to unpack it; make room in your home folder's .javacpp/cache"));

    private static final Pattern MISSING = Pattern.compile("Could not find jni|no jni\\S+ in java.library.path");

    private LoadFailure() {}

    static BadInputException explain(Throwable failure, String platform) {
        String message = innermost(failure);
        return new BadInputException(
                "backend 'nd4j' cannot load ND4J's native library: " + meaning(message, platform) + STILL_WORKS, failure);
    }

    private static String meaning(String message, String platform) {
        for (Cause cause : CAUSES) {
            Matcher found = cause.trait().matcher(message);
            if (found.find()) {
                return cause.meaning().replace("$1", found.groupCount() > 0 ? found.group(1) : "");
            }
        }
        if (!MISSING.matcher(message).find()) {
            return message;
        }
        return PLATFORMS.contains(platform)
                ? "its jars for %s are not on the class path; build again on this machine".formatted(platform)
                : "there is none for this platform, %s, only for %s"
                        .formatted(platform, String.join(", ", PLATFORMS.stream().sorted().toList()));
    }

    /** The innermost cause knows best, for example which symbol of the C library is missing. */
    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return message.lines().findFirst().orElse(message);
    }
}
