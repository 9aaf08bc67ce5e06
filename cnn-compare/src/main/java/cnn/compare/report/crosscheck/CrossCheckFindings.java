package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What follows from a cross-check's result and is said by more than one report. */
final class CrossCheckFindings {
    private final CrossCheckResult result;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<String> subjects;

    CrossCheckFindings(CrossCheckResult result) {
        this.result = result;
        result.rules().forEach(rule -> rules.putIfAbsent(rule.id(), rule));
        Set<String> labels = new LinkedHashSet<>();
        result.subjects().forEach(subject -> labels.add(subject.label()));
        result.cells().forEach(cell -> labels.add(cell.subject()));
        labels.retainAll(result.cells().stream().map(Cell::subject).toList());
        subjects = List.copyOf(labels);
    }

    CrossCheckResult result() {
        return result;
    }

    /** The labels of all that something was to be checked on, in the result's order. */
    List<String> subjects() {
        return subjects;
    }

    List<Level> levels() {
        return Arrays.stream(Level.values())
                .filter(level -> result.cells().stream().anyMatch(cell -> level(cell) == level))
                .toList();
    }

    /** Kinds of layers, then networks: in the order of the cells, levels one after the other. */
    List<String> kinds() {
        Set<String> kinds = new LinkedHashSet<>();
        for (Level level : levels()) {
            cells(cell -> level(cell) == level).forEach(cell -> kinds.add(cell.kind()));
        }
        return List.copyOf(kinds);
    }

    /** The rules that have cells, in the order of the levels. */
    List<Rule> rules() {
        Set<String> used =
                new LinkedHashSet<>(result.cells().stream().map(Cell::rule).toList());
        List<Rule> ordered = new ArrayList<>();
        for (Level level : Level.values()) {
            used.stream().map(this::rule).filter(rule -> rule.level() == level).forEach(ordered::add);
        }
        return ordered;
    }

    /** The rule of this id; one that nobody declared still has a name. */
    Rule rule(String id) {
        return Optional.ofNullable(rules.get(id)).orElseGet(() -> new Rule(id, Level.LAYER, "(not described)"));
    }

    Level level(Cell cell) {
        return rule(cell.rule()).level();
    }

    List<Cell> cells(Predicate<Cell> which) {
        return result.cells().stream().filter(which).toList();
    }

    Tally tally(Predicate<Cell> which) {
        return Tally.of(cells(which));
    }

    Tally all() {
        return Tally.of(result.cells());
    }

    /** The cell with the largest error over its bound, where a rule knows one. */
    Optional<Cell> worst(Predicate<Cell> which) {
        return result.cells().stream()
                .filter(which)
                .filter(cell -> !Double.isNaN(cell.worst()))
                .reduce((a, b) -> b.worst() > a.worst() ? b : a);
    }

    /** Failures of one subject about one tensor of one kind. */
    record Group(String subject, String kind, String tensor, List<Failure> failures) {
        /** The worst error over its bound; infinite where there is no bound. */
        double worst() {
            return failures.stream().mapToDouble(Failure::errorOverBound).max().orElse(Double.NaN);
        }

        String rules() {
            return String.join(
                    " ", failures.stream().map(Failure::rule).distinct().toList());
        }

        /** {@code dw of conv2d}; the kind alone if it is about no tensor. */
        String what() {
            return named(kind, tensor);
        }
    }

    /** In the order of the first of each. */
    static List<Group> groups(List<Failure> failures) {
        Map<List<String>, List<Failure>> groups = new LinkedHashMap<>();
        for (Failure f : failures) {
            groups.computeIfAbsent(List.of(f.subject(), f.kind(), f.tensor()), key -> new ArrayList<>())
                    .add(f);
        }
        List<Group> all = new ArrayList<>();
        groups.forEach((key, own) -> all.add(new Group(key.get(0), key.get(1), key.get(2), List.copyOf(own))));
        return all;
    }

    static String named(String kind, String tensor) {
        return tensor.isEmpty() ? kind : tensor + " of " + kind;
    }

    /** Walks that found a subject leaving the oracle. */
    List<Walk> diverging() {
        return result.walks().stream().filter(walk -> walk.first().isPresent()).toList();
    }

    static List<KillMatrix.Row> survivors(KillMatrix planted) {
        return planted.rows().stream().filter(row -> !row.killed()).toList();
    }

    /** The result in one line. */
    String verdict() {
        List<String> wrong = complaints();
        if (wrong.isEmpty()) {
            return "PASSES: " + String.join("; ", praises()) + ".";
        }
        return "FAILS: " + String.join("; ", wrong) + ".";
    }

    private List<String> praises() {
        List<String> good = new ArrayList<>();
        Tally all = all();
        if (all.cells() > 0) {
            good.add("nothing disagrees in " + Figures.count(all.checked()) + " judgements on "
                    + Figures.plural(subjects.size(), "engine form", "engine forms") + " by "
                    + Figures.plural(rules().size(), "rule", "rules"));
        }
        result.planted()
                .ifPresent(planted -> good.add("all "
                        + Figures.plural(
                                planted.rows().size(), "planted fault was noticed", "planted faults were noticed")));
        return good;
    }

    /** Why it does not pass, each half a sentence; empty if it does. */
    List<String> complaints() {
        List<String> wrong = new ArrayList<>();
        if (!result.failures().isEmpty()) {
            Failure first = result.failures().get(0);
            wrong.add(Figures.plural(result.failures().size(), "judgement failed", "judgements failed") + ", first "
                    + named(first.kind(), first.tensor()) + " on " + first.subject());
        }
        if (!result.empty().isEmpty()) {
            wrong.add(Figures.plural(result.empty().size(), "cell", "cells") + " unchecked");
        }
        if (result.cells().isEmpty() && result.planted().isEmpty()) {
            wrong.add("nothing was checked");
        }
        result.planted().ifPresent(planted -> wrong.addAll(complaints(planted)));
        return wrong;
    }

    private static List<String> complaints(KillMatrix planted) {
        List<String> wrong = new ArrayList<>();
        int alive = survivors(planted).size();
        if (planted.rows().isEmpty()) {
            wrong.add("no fault was planted");
        }
        if (alive > 0) {
            wrong.add(Figures.count(alive) + " of "
                    + Figures.plural(planted.rows().size(), "planted fault", "planted faults") + " unnoticed");
        }
        if (planted.controls() > 0) {
            wrong.add("unharmed copies broke " + Figures.plural(planted.controls(), "rule", "rules"));
        }
        return wrong;
    }
}
