package cnn.compare.crosscheck;

/** Command lines that show again what a level found. */
final class Replays {
    private Replays() {}

    /** A whole level, on one engine. */
    static String level(Level level, Subject subject, long seed) {
        return "./cnn crosscheck --levels %s --engines %s --seed %d".formatted(level.word(), subject.engine(), seed);
    }

    /** A whole level, on all engines. */
    static String level(Level level, long seed) {
        return "./cnn crosscheck --levels %s --seed %d".formatted(level.word(), seed);
    }
}
