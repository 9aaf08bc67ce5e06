package cnn.data;

import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a byte p of channel c into x = (p / 255 - mean_c) / std_c, computed in double and rounded to float once, so
 * that the pictures it was measured on have mean 0 and standard deviation 1 in each channel. Test pictures are
 * normalised with the training pictures' numbers: they must not tell anything about themselves.
 */
public record Normalization(List<Channel> channels) {
    private static final int LEVELS = 256;

    /**
     * One channel's statistics over all its pixels, in units of full intensity (0 to 1).
     *
     * @param std population standard deviation: √(Σ(x - mean)² / n)
     */
    public record Channel(double mean, double std) {}

    /** @throws BadInputException if a standard deviation is not above 0 */
    public Normalization {
        channels = List.copyOf(channels);
        for (int c = 0; c < channels.size(); c++) {
            if (!(channels.get(c).std() > 0)) {
                throw new BadInputException(
                        "channel %d cannot be normalised: all its pixels have the same value".formatted(c));
            }
        }
    }

    /**
     * The statistics of pictures {@code [N, C, H, W]} of unsigned bytes. They come from counts of the 256 levels, so
     * they do not depend on the order of the pictures and their rounding error does not grow with N.
     *
     * @param plane H · W
     */
    public static Normalization of(byte[] pixels, int channels, int plane) {
        return of(List.of(pixels), channels, plane);
    }

    /** The same of pictures in several pieces, each {@code [N, C, H, W]} with an N of its own. */
    public static Normalization of(Iterable<byte[]> pieces, int channels, int plane) {
        long[][] counts = new long[channels][LEVELS];
        long n = 0;
        for (byte[] pixels : pieces) {
            if (pixels.length == 0 || pixels.length % (channels * plane) != 0) {
                throw new IllegalArgumentException(
                        "%d values do not make pictures of %d × %d".formatted(pixels.length, channels, plane));
            }
            for (int at = 0; at < pixels.length; ) {
                for (long[] count : counts) {
                    for (int i = 0; i < plane; i++) {
                        count[pixels[at++] & 0xFF]++;
                    }
                }
            }
            n += pixels.length / channels;
        }
        List<Channel> statistics = new ArrayList<>();
        for (long[] count : counts) {
            statistics.add(statistics(count, n));
        }
        return new Normalization(statistics);
    }

    private static Channel statistics(long[] count, long n) {
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += level * count[level];
        }
        double mean = (double) sum / n;
        double squares = 0;
        for (int level = 0; level < LEVELS; level++) {
            squares += count[level] * (level - mean) * (level - mean);
        }
        double full = LEVELS - 1;
        return new Channel(mean / full, Math.sqrt(squares / n) / full);
    }

    /** For each channel the normalised value of each of the 256 bytes. */
    public float[][] tables() {
        float[][] tables = new float[channels.size()][LEVELS];
        for (int c = 0; c < tables.length; c++) {
            for (int level = 0; level < LEVELS; level++) {
                tables[c][level] = value(c, level);
            }
        }
        return tables;
    }

    /** The normalised value of byte {@code level} (0 to 255) in channel {@code c}. */
    public float value(int c, int level) {
        Channel channel = channels.get(c);
        return (float) ((level / (double) (LEVELS - 1) - channel.mean()) / channel.std());
    }
}
