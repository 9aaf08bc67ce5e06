package cnn.datasets.picture;

/** Is told how far decoding has come. */
@FunctionalInterface
public interface PictureProgress {
    /**
     * One more file is done. Called by one thread at a time, {@code done} growing by one; not at all for pictures that
     * come from a cache.
     */
    void decoded(int done, int all);

    /** Nobody is told. */
    static PictureProgress silent() {
        return (done, all) -> {};
    }
}
