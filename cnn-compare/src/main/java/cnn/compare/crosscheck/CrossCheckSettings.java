package cnn.compare.crosscheck;

import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.cases.RandomCases;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.QuickCases;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.engine.Engines;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What somebody wants cross-checked.
 *
 * @param kinds of layers; empty: all
 * @param cases instead of the catalogue's and random ones; empty: those
 * @param random cases of each kind; empty: as many as is usual
 */
record CrossCheckSettings(
        List<String> engines,
        Set<Level> levels,
        List<String> kinds,
        List<LayerCase> cases,
        OptionalInt random,
        boolean quick,
        long seed,
        EngineMaker maker) {
    private static final int QUICK_OF_A_KIND = 3;
    private static final int RANDOM = 4;
    private static final int QUICK_RANDOM = 1;

    /** @throws BadInputException if there is no engine of such a name */
    static CrossCheckSettings usual(List<String> engines) {
        if (engines.isEmpty()) {
            throw new BadInputException("a cross-check needs at least one engine, for example scratch");
        }
        engines.forEach(Engines::requireKnown);
        return new CrossCheckSettings(
                engines.stream().distinct().toList(),
                EnumSet.allOf(Level.class),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                false,
                0,
                EngineMaker.REAL);
    }

    CrossCheckSettings withQuick() {
        return new CrossCheckSettings(engines, levels, kinds, cases, random, true, seed, maker);
    }

    CrossCheckSettings withLevels(Set<Level> wanted) {
        return new CrossCheckSettings(engines, Set.copyOf(wanted), kinds, cases, random, quick, seed, maker);
    }

    CrossCheckSettings withKinds(List<String> wanted) {
        List<String> known = RandomCases.kinds();
        for (String kind : wanted) {
            if (!known.contains(kind)) {
                throw new BadInputException("unknown layer '" + kind + "' " + Suggestion.among(kind, known));
            }
        }
        return new CrossCheckSettings(
                engines, levels, wanted.stream().distinct().toList(), cases, random, quick, seed, maker);
    }

    CrossCheckSettings withRandom(int ofEachKind) {
        if (ofEachKind < 0) {
            throw new BadInputException("random cases of each kind: expected 0 or more, got " + ofEachKind);
        }
        return new CrossCheckSettings(
                engines, levels, kinds, cases, OptionalInt.of(ofEachKind), quick, seed, maker);
    }

    CrossCheckSettings withCases(List<LayerCase> wanted) {
        return new CrossCheckSettings(engines, levels, kinds, List.copyOf(wanted), random, quick, seed, maker);
    }

    CrossCheckSettings withSeed(long wanted) {
        return new CrossCheckSettings(engines, levels, kinds, cases, random, quick, wanted, maker);
    }

    CrossCheckSettings withMaker(EngineMaker wanted) {
        return new CrossCheckSettings(engines, levels, kinds, cases, random, quick, seed, wanted);
    }

    /** Whether somebody wants to know about certain layers, and nothing about an engine as a whole. */
    boolean isAboutLayersOnly() {
        return !kinds.isEmpty() || !cases.isEmpty();
    }

    /** The catalogue's and random ones, or a few of them, or those that were asked for. */
    List<LayerCase> chosenCases() {
        if (!cases.isEmpty()) {
            return cases;
        }
        List<LayerCase> catalogue = LayerCases.all().stream()
                .filter(on -> kinds.isEmpty() || kinds.contains(on.spec().kind()))
                .toList();
        List<LayerCase> chosen = new ArrayList<>(quick ? QuickCases.among(catalogue, QUICK_OF_A_KIND) : catalogue);
        int ofEachKind = random.orElse(quick ? QUICK_RANDOM : RANDOM);
        List<String> wanted = kinds.isEmpty() ? RandomCases.kinds() : kinds;
        wanted.forEach(kind -> RandomCases.stream(kind, seed, ofEachKind).forEach(chosen::add));
        return List.copyOf(chosen);
    }
}
