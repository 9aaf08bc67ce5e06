package cnn.datasets.photos;

import cnn.datasets.picture.PictureProgress;
import java.util.Locale;

/** Says in the log how far decoding has come, every few seconds: nothing of photos that come from a cache. */
final class LoggedProgress implements PictureProgress {
    private static final System.Logger LOG = System.getLogger(LoggedProgress.class.getName());
    private static final long NANOS = 5_000_000_000L;

    private long last = System.nanoTime();
    private final long start = last;

    @Override
    public void decoded(int done, int all) {
        long now = System.nanoTime();
        if (now - last >= NANOS && done < all) {
            last = now;
            long left = Math.round((now - start) / 1e9 / done * (all - done));
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> String.format(Locale.ROOT, "photos decoded: %,d of %,d, %d s left", done, all, left));
        }
    }
}
