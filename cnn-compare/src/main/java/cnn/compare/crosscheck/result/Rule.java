package cnn.compare.crosscheck.result;

/**
 * What is demanded.
 *
 * @param id stays: reports and tests are named by it; C… for the contract, L… for layers, N… for networks, T… for trajectories,
 *     A… for accuracy, D… for determinism
 * @param title what must hold, half a sentence
 */
public record Rule(String id, Level level, String title) {
    /** For example {@code L2: dx agrees with the oracle's within the derived bound}. */
    public String text() {
        return id + ": " + title;
    }
}
