package cnn.compare.crosscheck.result;

import java.util.List;

/**
 * The weights after the same training, run again and again.
 *
 * @param subject without its number of threads
 * @param network and training in words
 * @param promised whether the engine promises the same bits for all runs; where it does not, the digests are shown only
 */
public record Digest(String subject, String network, boolean promised, List<Run> runs) {
    public Digest {
        runs = List.copyOf(runs);
    }

    /**
     * @param form what was varied, for example {@code threads=3, second time}
     * @param sha256 of the parameters as little-endian numbers of the engine's precision, in hexadecimal
     */
    public record Run(String form, String sha256) {}

    /** Whether all runs gave the same bits. */
    public boolean same() {
        return runs.stream().map(Run::sha256).distinct().count() == 1;
    }
}
