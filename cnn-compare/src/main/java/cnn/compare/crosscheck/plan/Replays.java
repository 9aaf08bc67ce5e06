package cnn.compare.crosscheck.plan;

import cnn.check.cases.LayerCase;
import cnn.compare.crosscheck.result.Level;
import cnn.config.CaseText;

/** Command lines that show again what a level found. */
public final class Replays {
    private Replays() {}

    /** A whole level, on one engine. */
    public static String level(Level level, Subject subject, long seed) {
        return "./cnn crosscheck --levels %s --engines %s --seed %d".formatted(level.word(), subject.engine(), seed);
    }

    /** A whole level, on all engines. */
    public static String level(Level level, long seed) {
        return "./cnn crosscheck --levels %s --seed %d".formatted(level.word(), seed);
    }

    /** One case of one layer, on one engine. */
    public static String of(Level level, Subject subject, LayerCase on) {
        return "./cnn crosscheck --levels %s --engines %s --layers %s --replay '%s'"
                .formatted(level.word(), subject.engine(), on.spec().kind(), CaseText.write(on));
    }
}
