package cnn.check.cases;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * From a case that fails to the smallest one that still does: a greedy descent over simpler cases (one sample, fewer
 * channels, smaller extents and kernels, stride 1, no dilation, no padding, one group, no bias, default options, normal
 * data, fewer layers in a block or one of them alone). The idea is QuickCheck's (Claessen and Hughes 2000).
 *
 * <p>Only valid cases are tried, always in the same order. A simpler case keeps its name, and so its data are the first
 * numbers of the same sequences. The descent ends, since every step takes a layer away, makes a number smaller or sets
 * an option to its default for good.
 */
public final class Shrinking {
    /** How many cases {@link #smallest(LayerCase, Predicate)} tries. */
    public static final int TRIES = 2_000;

    private final Predicate<LayerCase> stillFails;
    private final Set<LayerCase> tried = new HashSet<>();
    private final int atMost;

    private Shrinking(Predicate<LayerCase> stillFails, int atMost) {
        this.stillFails = stillFails;
        this.atMost = atMost;
    }

    /**
     * The smallest case found; {@code failing} itself if nothing simpler fails.
     *
     * @param stillFails whether a case fails in the same way; it is not asked about {@code failing}. A case that an
     *     engine does not take at all does not fail in the same way: what the predicate throws is not caught here
     */
    public static LayerCase smallest(LayerCase failing, Predicate<LayerCase> stillFails) {
        return smallest(failing, stillFails, TRIES);
    }

    /** @param tries how often {@code stillFails} is asked at most */
    public static LayerCase smallest(LayerCase failing, Predicate<LayerCase> stillFails, int tries) {
        Shrinking shrinking = new Shrinking(stillFails, tries);
        LayerCase smallest = failing;
        Optional<LayerCase> simpler = shrinking.step(failing);
        while (simpler.isPresent()) {
            smallest = simpler.get();
            simpler = shrinking.step(smallest);
        }
        return smallest;
    }

    /** The first simpler case that fails. */
    private Optional<LayerCase> step(LayerCase from) {
        for (LayerCase candidate : SimplerCases.of(from)) {
            if (tried.size() >= atMost) {
                return Optional.empty();
            }
            if (tried.add(candidate) && stillFails.test(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
