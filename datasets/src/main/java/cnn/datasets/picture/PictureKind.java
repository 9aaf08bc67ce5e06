package cnn.datasets.picture;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that are read, told by how a file begins and not by its name. */
enum PictureKind {
    JPEG("jpeg", "com.twelvemonkeys.", "jpg", "jpeg"),
    PNG("png", "com.sun.imageio.", "png"),
    GIF("gif", "com.sun.imageio.", "gif"),
    BMP("bmp", "com.sun.imageio.", "bmp"),
    WEBP("webp", "com.twelvemonkeys.", "webp");

    private final String format;
    private final String makers;
    private final Set<String> endings;

    /**
     * @param format ImageIO's name of it
     * @param makers the package of the plugin that is asked; another one on the class path might give other pixels
     * @param endings of file names
     */
    PictureKind(String format, String makers, String... endings) {
        this.format = format;
        this.makers = makers;
        this.endings = Set.of(endings);
    }

    String format() {
        return format;
    }

    String makers() {
        return makers;
    }

    /** The endings of all kinds' file names, in lower case. */
    static Set<String> endings() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.endings.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    static Optional<PictureKind> of(FileBytes file) {
        return Stream.of(values()).filter(kind -> kind.begins(file)).findFirst();
    }

    private boolean begins(FileBytes file) {
        return switch (this) {
            case JPEG -> JpegFile.is(file);
            case PNG -> file.has("\u0089PNG\r\n\u001A\n", 0);
            case GIF -> file.has("GIF87a", 0) || file.has("GIF89a", 0);
            case BMP -> file.has("BM", 0) && file.length() >= 26;
            case WEBP -> file.has("RIFF", 0) && file.has("WEBP", 8);
        };
    }
}
