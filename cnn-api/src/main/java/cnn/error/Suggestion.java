package cnn.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known name nearest to a mistyped one. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The ending of a message about an unknown name: the names there are, and the nearest one if it is near.
     * For example {@code (there are nd4j, scratch, textbook; did you mean 'scratch'?)}.
     */
    public static String among(String given, Collection<String> known) {
        String list = String.join(", ", known.stream().sorted().toList());
        return nearest(given, known)
                .map(name -> "(there are " + list + "; did you mean '" + name + "'?)")
                .orElse("(there are " + list + ")");
    }

    /** The nearest known name, if it takes no more edits than a third of the longer one's length, rounded up. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        String wanted = given.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT))
                        <= (Math.max(wanted.length(), name.length()) + 2) / 3)
                .min(Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's edit distance: insertions, deletions and replacements count one each. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
