package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.spec.LayerSpec;
import cnn.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random cases of every kind of layer, beside the catalogue's: extents, windows, channels, groups, options and data are
 * drawn, awkward on purpose, and what the spec refuses is drawn again. Randomness is addressed ({@code cnn.random}):
 * the same kind, seed and index give the same case on every machine. A case's name says how to get it again; what fails
 * is made smaller by {@link Shrinking}.
 *
 * <p>A case is small: at most {@value #MULTIPLY_ADDS} multiply-adds and {@value #ELEMENTS} elements of x and y in all.
 */
public final class RandomCases {
    static final long MULTIPLY_ADDS = 200_000;
    static final int ELEMENTS = 12_000;
    private static final int AT_MOST = 10_000;
    private static final RandomSpecs SPECS = new RandomSpecs();
    private static final List<Data> UNUSUAL = List.of(
            Data.TIES,
            Data.NEGATIVE,
            Data.CONSTANT,
            Data.OFFSET,
            Data.LARGE,
            Data.SIGNED_ZEROS,
            Data.SUBNORMAL,
            Data.HUGE,
            Data.SPIKES);

    private RandomCases() {}

    /** The words of all kinds of layers, as in configurations. */
    public static List<String> kinds() {
        return SPECS.kinds();
    }

    /** The cases with the indices 0 … n - 1. */
    public static Stream<LayerCase> stream(String kind, long seed, int n) {
        return IntStream.range(0, n).mapToObj(index -> of(kind, seed, index));
    }

    /**
     * One case, called {@code random SEED/INDEX}.
     *
     * @throws BadInputException if there is no such kind of layer
     */
    public static LayerCase of(String kind, long seed, int index) {
        if (!kinds().contains(kind)) {
            throw new BadInputException("unknown layer '" + kind + "' " + Suggestion.among(kind, kinds()));
        }
        Draws draws = new Draws(seed, kind, index);
        String name = "random " + seed + "/" + index;
        for (int attempt = 0; attempt < AT_MOST; attempt++) {
            try {
                LayerCase drawn = draw(kind, name, draws);
                if (isSmall(drawn)) {
                    return drawn;
                }
            } catch (BadInputException refused) {
                // The spec does not allow this one: the next draws may make another.
            }
        }
        throw new IllegalStateException(
                "no valid %s in %d attempts (seed %d, index %d)".formatted(kind, AT_MOST, seed, index));
    }

    private static LayerCase draw(String kind, String name, Draws draws) {
        Shape input = SPECS.input(kind, draws);
        LayerSpec spec = SPECS.of(kind, input, draws);
        Data data = draws.chance(60) ? Data.NORMAL : draws.pick(UNUSUAL);
        return new LayerCase(name, spec, input, RandomShapes.batch(draws), data);
    }

    private static boolean isSmall(LayerCase drawn) {
        LayerSpec spec = drawn.spec();
        int out = spec.output(drawn.input()).size();
        return drawn.batch() * spec.multiplyAdds(drawn.input()) <= MULTIPLY_ADDS
                && drawn.batch() * (drawn.input().size() + out) <= ELEMENTS;
    }
}
