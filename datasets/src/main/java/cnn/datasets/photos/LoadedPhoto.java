package cnn.datasets.photos;

/**
 * A photo that could be read.
 *
 * @param pixels {@code [C, H, W]}
 * @param hash {@link PerceptualHash}; 0 where nobody asked
 */
record LoadedPhoto(Photo photo, byte[] pixels, long hash) {}
