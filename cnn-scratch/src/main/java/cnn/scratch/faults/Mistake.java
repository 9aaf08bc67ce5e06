package cnn.scratch.faults;

import cnn.check.faults.Fault;
import java.util.Locale;

/** What the enums of mistakes have in common: a name that becomes an id, and words. The control is called NONE. */
interface Mistake {
    String name();

    Words words();

    default boolean isControl() {
        return name().equals("NONE");
    }

    /** For example {@code conv2d-kernel-not-rotated-in-dx}. */
    default Fault in(String kind) {
        String prefix = kind.toUpperCase(Locale.ROOT) + "_";
        String own = name().startsWith(prefix) ? name().substring(prefix.length()) : name();
        String id = (kind + "-" + own).toLowerCase(Locale.ROOT).replace('_', '-');
        return new Fault(id, kind, words().mistake(), words().symptom(), words().source());
    }
}
