package cnn.compare.crosscheck.training;

import java.util.List;

/**
 * What an engine promises about its bits: {@code textbook} and {@code scratch} the same for any number of
 * threads; {@code nd4j} the same again with the same library, threads and batches (docs/nd4j-backend.md, "What
 * varies"); the libraries nothing.
 *
 * @param again the same training gives the same bits
 * @param acrossThreads with any number of threads
 */
record Promise(boolean again, boolean acrossThreads) {
    static Promise of(String engine) {
        return switch (engine) {
            case "textbook", "scratch" -> new Promise(true, true);
            case "nd4j" -> new Promise(true, false);
            default -> new Promise(false, false);
        };
    }

    /** The numbers of threads to try: a power of two and not, more than this machine may have. */
    List<Integer> threads(boolean quick) {
        if (!acrossThreads) {
            return List.of(1, 2);
        }
        return quick ? List.of(1, 3) : List.of(1, 2, 3, 8);
    }
}
