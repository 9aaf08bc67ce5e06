package cnn.compare.bench;

import cnn.error.BadInputException;

/**
 * How long everything takes.
 *
 * @param rounds how many slices each engine gets
 * @param sliceSeconds how long a slice is at least; it ends with a step
 * @param warmUpSeconds how long an engine trains before the first round
 * @param pauseSeconds rest before a slice, so that what ran before comes to a stop
 */
public record BenchSettings(int rounds, double sliceSeconds, double warmUpSeconds, double pauseSeconds) {
    private static final int MOST_ROUNDS = 1000;
    private static final double LONGEST = 3600;

    public BenchSettings {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new BadInputException("--rounds must be between 1 and " + MOST_ROUNDS + ", got " + rounds);
        }
        requireSeconds("--seconds", sliceSeconds);
        requireSeconds("--warm-up", warmUpSeconds);
    }

    private static void requireSeconds(String option, double seconds) {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new BadInputException(option + " must be above 0 and at most " + (int) LONGEST + ", got " + seconds);
        }
    }
}
