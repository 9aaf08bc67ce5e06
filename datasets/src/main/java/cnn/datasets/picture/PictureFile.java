package cnn.datasets.picture;

import cnn.config.Fit;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A picture on disk as the bytes that a network takes; {@link PhotoDecoder} says what becomes of it. */
public final class PictureFile {
    private PictureFile() {}

    /**
     * Whether a file is taken for a picture, by its name's ending.
     *
     * @param name no path: not every name in an archive can be one of this system's, under {@code LC_ALL=C} for example
     */
    public static boolean isNamedSo(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return PictureKind.endings().contains(ending);
    }

    /** @throws BadInputException if no picture can become an input of that shape */
    public static void requireFits(Shape input) {
        if (input.rank() != 3 || input.dim(0) != 3 && input.dim(0) != 1) {
            throw new BadInputException(
                    "the network takes %s; pictures can be given to networks that take [3, H, W] or [1, H, W]"
                            .formatted(input));
        }
    }

    /** The whole picture, stretched: {@link #read(Path, Shape, Fit)}. */
    public static byte[] read(Path file, Shape shape) throws IOException {
        return read(file, shape, Fit.STRETCH);
    }

    /**
     * @param shape {@code [3, H, W]} for red, green and blue, or {@code [1, H, W]} for grey
     * @param fit what happens to a picture of another ratio
     * @return unsigned bytes of that shape, row-major
     * @throws IOException if it is no picture, too large, or not whole; the message says so, without the file's name
     */
    public static byte[] read(Path file, Shape shape, Fit fit) throws IOException {
        requireFits(shape);
        PictureSize size = new PictureSize(shape.dim(0), shape.dim(1), shape.dim(2), fit);
        return PictureDecoder.usual().decode(bytes(file), size);
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One more than is allowed: the decoder says that it is too large.
            return in.readNBytes(Limits.FILE + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }
}
