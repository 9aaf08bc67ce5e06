package cnn.datasets.picture;

import cnn.config.CacheSpec;
import cnn.error.BadInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where decoded pictures are kept from one run to the next. The folder may be deleted at any time; nothing in it is
 * deleted by this program but what it left half-written a day ago or more.
 *
 * @param folder empty: nowhere
 */
public record PictureCache(Optional<Path> folder) {

    /** Nothing is kept. */
    public static PictureCache none() {
        return new PictureCache(Optional.empty());
    }

    /** In that folder, which is made if it is not there. */
    public static PictureCache in(Path folder) {
        return new PictureCache(Optional.of(folder));
    }

    /** Where a configuration wants them. */
    public static PictureCache of(CacheSpec wanted) {
        if (wanted instanceof CacheSpec.In in) {
            return in(in.folder());
        }
        return wanted instanceof CacheSpec.None ? none() : usual();
    }

    /**
     * In the user's folder for caches: {@code $XDG_CACHE_HOME/cnn/pictures} if the variable is set to an absolute path
     * (XDG Base Directory Specification 0.8), else {@code ~/Library/Caches/cnn/pictures} on macOS,
     * {@code %LOCALAPPDATA%\cnn\pictures} on Windows and {@code ~/.cache/cnn/pictures} anywhere else.
     */
    public static PictureCache usual() {
        return usual(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", ""));
    }

    static PictureCache usual(Map<String, String> environment, String system, String home) {
        String os = system.toLowerCase(Locale.ROOT);
        Optional<Path> base = absolute(environment.getOrDefault("XDG_CACHE_HOME", ""));
        if (base.isEmpty() && os.startsWith("windows")) {
            base = absolute(environment.getOrDefault("LOCALAPPDATA", ""));
        }
        Path folder = base.orElseGet(() -> {
            Path user = absolute(home)
                    .orElseThrow(() -> new BadInputException("there is no home folder to keep decoded pictures in;"
                            + " name a folder with --cache DIR, or keep none with --no-cache"));
            return os.startsWith("mac") ? user.resolve("Library").resolve("Caches") : user.resolve(".cache");
        });
        return in(folder.resolve("cnn").resolve("pictures"));
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.of(text).filter(t -> !t.isBlank()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /**
     * SHA-256 of all that decides about the bytes: the files' contents in their order, what they become, and the
     * version of the decoder.
     */
    static byte[] key(List<? extends PictureInput> files, PictureSize size) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
        add(sha256, "decoder %d, %s %s, %d files"
                .formatted(PhotoDecoder.VERSION, size.shape(), size.fit(), files.size()));
        files.forEach(file -> add(sha256, file.contentKey()));
        return sha256.digest();
    }

    /** With its length before it, so that two texts are never taken for one. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
