package cnn.datasets.picture;

/** Turns the bytes of a picture's file into the bytes that a network's input is made of. Safe for several threads. */
public interface PictureDecoder {
    /**
     * @param file the whole file
     * @return unsigned bytes {@code [C, H, W]}, row-major
     * @throws BrokenPictureException if there is no whole picture of sensible extents in it
     */
    byte[] decode(byte[] file, PictureSize size) throws BrokenPictureException;

    /** The decoder of Java's own ImageIO. */
    static PictureDecoder usual() {
        return new ImageIoDecoder();
    }
}
