package cnn.compare.crosscheck.plan;

import cnn.backend.BackendOption;
import cnn.backend.Backends;
import cnn.compare.engine.Engines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The forms of an engine that are cross-checked. */
public final class Subjects {
    /** Runs on one thread whatever it is asked for. */
    private static final String TEXTBOOK = "textbook";

    private Subjects() {}

    /**
     * Each engine as it usually is, in each of its precisions, the finer first; and, in its usual precision, a form for each
     * other value of each option of its own, and one on a single thread.
     *
     * @param quick one other value of each option is enough, and several threads
     */
    public static List<Subject> of(List<String> engines, boolean quick) {
        return engines.stream()
                .flatMap(engine -> formsOf(engine, quick).stream())
                .toList();
    }

    private static List<Subject> formsOf(String engine, boolean quick) {
        List<Subject> forms = new ArrayList<>();
        Engines.precisions(engine).stream()
                .sorted(Comparator.reverseOrder())
                .forEach(precision -> forms.add(Subject.of(engine, precision)));
        if (!isBackend(engine) || engine.equals(TEXTBOOK)) {
            return forms;
        }
        Subject usual = Subject.of(engine, Engines.usualPrecision(engine));
        for (BackendOption option : Backends.provider(engine).options()) {
            int count = option.values().size();
            option.values()
                    .subList(quick ? count - 1 : 1, count)
                    .forEach(value -> forms.add(usual.withOption(option.name(), value)));
        }
        if (!quick) {
            forms.add(usual.withThreads(1));
        }
        return forms;
    }

    public static boolean isBackend(String engine) {
        return Backends.names().contains(engine);
    }

    /** Whether the engine is as it usually is, but perhaps for its precision. Others are tried on less. */
    public static boolean isUsual(Subject subject) {
        return subject.threads() == 0 && subject.options().isEmpty();
    }
}
