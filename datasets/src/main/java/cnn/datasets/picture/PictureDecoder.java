package cnn.datasets.picture;

/**
 * Turns the bytes of a picture's file into the bytes that a network's input is made of. Safe for several threads at
 * once; the same file gives the same bytes.
 */
@FunctionalInterface
public interface PictureDecoder {
    /**
     * @param file the whole file
     * @return unsigned bytes {@code [C, H, W]}, row-major
     * @throws BrokenPictureException if the file does not become a picture, whatever is wrong with it
     */
    byte[] decode(byte[] file, PictureSize size) throws BrokenPictureException;

    /** The one that everything in this project uses. */
    static PictureDecoder usual() {
        return new PhotoDecoder();
    }
}
