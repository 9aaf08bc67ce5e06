package cnn.datasets.photos;

/**
 * A photo that could be read.
 *
 * @param pixels where its pixels are
 * @param hash {@link PerceptualHash}; 0 where nobody asked
 */
record LoadedPhoto(Photo photo, Pixels pixels, long hash) {
    /** {@code [C, H, W]} unsigned bytes, on the heap or in a file. */
    @FunctionalInterface
    interface Pixels {
        void read(byte[] target, int offset);
    }

    LoadedPhoto(Photo photo, byte[] pixels, long hash) {
        this(photo, (target, offset) -> System.arraycopy(pixels, 0, target, offset, pixels.length), hash);
    }
}
