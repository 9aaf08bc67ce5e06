package cnn.compare.crosscheck;

import cnn.check.cases.LayerCase;

/** Command lines that show a finding again. */
final class Replay {
    private Replay() {}

    /** One case of one layer on one engine. */
    static String of(Subject subject, LayerCase on) {
        return "./cnn crosscheck --levels layer --engines %s --layers %s"
                .formatted(subject.engine(), on.spec().kind());
    }
}
