package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.ArchitecturePair;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.Figures;
import java.util.List;
import java.util.Optional;

/** Explanations that stand in more than one form of the report. */
final class Words {
    static final String PAIRS = "Differences in percentage points of accuracy on the same test pictures. With several seeds"
            + " a difference counts as known if neither other seeds nor other pictures would bring it about: its squared"
            + " standard error is the sum of both parts, and Student's t decides. With one seed McNemar's exact test asks"
            + " whether these two trainings differ, which says nothing of others. After Holm's correction for all pairs of"
            + " the table p may be compared with 0.05.";

    static final String MATRIX = "An asterisk: known after the correction.";

    static final String ACCURACY = "The interval over seeds (Student's t) says how far other seeds may bring the mean;"
            + " that of the pictures (Wilson) how far other test pictures may. All seeds are judged by the same pictures,"
            + " so that more seeds narrow the first alone. Training loss is the mean of the last epoch, of pictures as they were"
            + " learnt from, with augmentation and dropout; test loss is of whole pictures, without. Both are the loss that"
            + " was trained, without penalties; with softened labels they cannot reach 0. Times are of trainings on so many threads, whatever ran beside them.";

    static final String GRADIENTS = "A line that falls by orders of magnitude towards the left is a vanishing gradient: the"
            + " layers at the input hardly learn.";

    private Words() {}

    /** What came out, in a sentence; empty where there is nothing to compare. */
    static Optional<String> outcome(Group group) {
        boolean several = group.entries().stream().map(Entry::label).distinct().count() > 1;
        return group.best().filter(best -> several).map(best -> {
            List<ArchitecturePair> pairs = group.pairs().stream()
                    .filter(pair -> pair.backend().equals(best.backend())
                            && (pair.first().equals(best.label()) || pair.second().equals(best.label())))
                    .toList();
            List<String> alike = pairs.stream()
                    .filter(pair -> !pair.known())
                    .map(pair -> pair.first().equals(best.label()) ? pair.second() : pair.first())
                    .toList();
            int seeds = best.tests().size();
            return "Most accurate: %s on %s with %s (%s)%s.%s".formatted(
                    best.label(),
                    best.backend(),
                    Grids.percent(best.accuracy().orElseThrow().mean()),
                    seeds == 1 ? "one seed" : "mean of " + seeds + " seeds",
                    pairs.isEmpty()
                            ? ""
                            : alike.isEmpty()
                                    ? "; all others are known to differ"
                                    : "; not known to differ from it: " + String.join(", ", alike),
                    seeds == 1 ? " One seed says little of others." : "");
        });
    }

    static String backends(double delta) {
        return "The same file and seeds on two backends. Equivalent: the mean difference is known to lie within ±"
                + Figures.fixed(100 * delta, 0) + " percentage points (two one-sided t-tests at 5%).";
    }
}
