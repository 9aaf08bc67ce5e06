package cnn.datasets.photos;

/**
 * What no folder or archive of photos exceeds; whatever does is refused before it fills memory or disk. Kaggle's
 * {@code dogs-vs-cats.zip} has 37,500 photos in 850 MB; JPEGs shrink by a few percent in a zip, black bitmaps by a
 * thousand.
 *
 * @param entries files and folders
 * @param totalBytes unpacked, of all files together
 * @param fileBytes of one photo
 * @param innerBytes of an archive inside the archive
 * @param ratio unpacked bytes for one packed one; looked at in files above {@link #SMALL} bytes
 * @param nameLength letters of a path
 * @param depth folders inside each other
 */
record Limits(
        int entries, long totalBytes, long fileBytes, long innerBytes, long ratio, int nameLength, int depth) {
    /** So little is harmless, however much smaller it was packed. */
    static final long SMALL = 1 << 20;

    static final Limits USUAL = new Limits(500_000, 64L << 30, 128L << 20, 16L << 30, 200, 1_000, 16);
}
