package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.UnsupportedLayerException;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.cases.RandomCases;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries the contract on a backend, from a test of any framework or from none:
 *
 * <pre>
 * BackendCheck.of(mine).verify();
 * BackendCheck.of(mine).layers("conv2d").rules("C5", "C6", "C7").verify();
 * </pre>
 *
 * <p>Unless told otherwise it tries every rule on every case of the catalogue that the rule applies to; of the rules about a
 * backend as a whole it tries all if neither layers nor cases were chosen. It needs the backend {@code textbook} on the class
 * path, unless another reference is given. Immutable: each method gives a check that is narrowed further.
 */
public final class BackendCheck {
    private static final int LINES = 10;

    private final Backend backend;
    private final Choice choice;

    /**
     * @param reference empty: the textbook
     * @param kinds empty: all
     * @param cases empty: the catalogue's
     * @param rules ids; empty: all
     * @param without what the backend may refuse
     */
    private record Choice(
            List<Backend> reference, Set<String> kinds, List<LayerCase> cases, Set<String> rules, Set<String> without) {
        static final Choice ALL = new Choice(List.of(), Set.of(), List.of(), Set.of(), Set.of());
    }

    private BackendCheck(Backend backend, Choice choice) {
        this.backend = backend;
        this.choice = choice;
    }

    /** A check of a backend, which stays open: whoever made it closes it. */
    public static BackendCheck of(Backend backend) {
        return new BackendCheck(backend, Choice.ALL);
    }

    /**
     * Judges by another reference than the textbook.
     *
     * @param reference in float64; stays open
     */
    public BackendCheck against(Backend reference) {
        if (reference.precision() != Precision.FLOAT64) {
            throw new BadInputException("a reference must compute in float64, got " + reference.describe());
        }
        return with(new Choice(List.of(reference), choice.kinds, choice.cases, choice.rules, choice.without));
    }

    /**
     * Only cases of these kinds of layers, as in configurations.
     *
     * @throws BadInputException if there is no such kind
     */
    public BackendCheck layers(String... kinds) {
        for (String kind : kinds) {
            Kinds.require(kind);
        }
        return with(new Choice(choice.reference, Set.of(kinds), choice.cases, choice.rules, choice.without));
    }

    /** These cases instead of the catalogue's. */
    public BackendCheck cases(List<LayerCase> cases) {
        return with(new Choice(choice.reference, choice.kinds, List.copyOf(cases), choice.rules, choice.without));
    }

    /** So many random cases of each chosen kind of layer too; the same ones for the same seed. */
    public BackendCheck random(int ofEachKind, long seed) {
        List<LayerCase> more = new ArrayList<>(chosenCases());
        List<String> kinds = choice.kinds.isEmpty() ? RandomCases.kinds() : choice.kinds.stream().sorted().toList();
        kinds.forEach(kind -> RandomCases.stream(kind, seed, ofEachKind).forEach(more::add));
        return cases(more);
    }

    /**
     * Only these rules, by their ids ({@link LayerRule}, {@link BackendRule}).
     *
     * @throws BadInputException if there is no such rule
     */
    public BackendCheck rules(String... ids) {
        List<String> known = Stream.concat(
                        Arrays.stream(LayerRule.values()).map(LayerRule::id),
                        Arrays.stream(BackendRule.values()).map(BackendRule::id))
                .toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new BadInputException("unknown rule '" + id + "' " + Suggestion.among(id, known));
            }
        }
        return with(new Choice(choice.reference, choice.kinds, choice.cases, Set.of(ids), choice.without));
    }

    /** What the backend may refuse, in the words of its {@link UnsupportedLayerException#what}. */
    public BackendCheck without(String... what) {
        return with(new Choice(choice.reference, choice.kinds, choice.cases, choice.rules, Set.of(what)));
    }

    private BackendCheck with(Choice other) {
        return new BackendCheck(backend, other);
    }

    /**
     * @throws AssertionError if a rule is broken, a layer refused, or nothing was checked; it lists the broken rules, the
     *     simplest case of each first
     */
    public void verify() {
        BackendReport report = report();
        if (!report.passes()) {
            AssertionError error = new AssertionError(
                    report.backend() + " breaks the contract:\n  " + String.join("\n  ", report.complaints(LINES)));
            report.broken().stream().findFirst().ifPresent(error::initCause);
            throw error;
        }
    }

    /** Tries the rules; nothing is thrown for a broken one. */
    public BackendReport report() {
        if (!choice.reference.isEmpty()) {
            return report(choice.reference.get(0));
        }
        try (Backend textbook = Backends.named("textbook")) {
            return report(textbook);
        }
    }

    private BackendReport report(Backend reference) {
        List<BackendReport.Outcome> outcomes = new ArrayList<>();
        Map<String, List<LayerCase>> byKind = chosenCases().stream()
                .collect(Collectors.groupingBy(on -> on.spec().kind(), LinkedHashMap::new, Collectors.toList()));
        byKind.forEach((kind, cases) -> {
            for (LayerRule rule : LayerRule.values()) {
                List<LayerCase> suited = cases.stream().filter(rule::appliesTo).toList();
                if (isChosen(rule.id()) && rule.appliesTo(backend.precision()) && !suited.isEmpty()) {
                    Tries tries = new Tries();
                    suited.forEach(on -> tries.add(() -> rule.check(backend, reference, on)));
                    outcomes.add(tries.outcome(rule.id(), rule.title(), kind));
                }
            }
        });
        boolean whole = choice.kinds.isEmpty() && choice.cases.isEmpty();
        for (BackendRule rule : BackendRule.values()) {
            if (choice.rules.isEmpty() ? whole : choice.rules.contains(rule.id())) {
                Tries tries = new Tries();
                tries.add(() -> rule.check(backend, reference));
                outcomes.add(tries.outcome(rule.id(), rule.title(), rule.kind()));
            }
        }
        return new BackendReport(backend.describe(), outcomes);
    }

    private boolean isChosen(String rule) {
        return choice.rules.isEmpty() || choice.rules.contains(rule);
    }

    private List<LayerCase> chosenCases() {
        List<LayerCase> all = choice.cases.isEmpty() ? LayerCases.all() : choice.cases;
        return all.stream()
                .filter(on -> choice.kinds.isEmpty()
                        || choice.kinds.contains(on.spec().kind()))
                .toList();
    }

    /** What came of one rule. */
    private final class Tries {
        private int cases;
        private int allowed;
        private Judgement judgement = Judgement.NONE;
        private final List<RuleBroken> broken = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        void add(Supplier<Judgement> check) {
            cases++;
            try {
                judgement = judgement.and(check.get());
            } catch (RuleBroken e) {
                broken.add(e);
            } catch (UnsupportedLayerException e) {
                if (choice.without.contains(e.what())) {
                    allowed++;
                } else {
                    refused.add(e.getMessage());
                }
            }
        }

        BackendReport.Outcome outcome(String rule, String title, String kind) {
            return new BackendReport.Outcome(rule, title, kind, cases, judgement, broken, refused, allowed);
        }
    }
}
