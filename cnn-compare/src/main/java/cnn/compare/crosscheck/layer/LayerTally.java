package cnn.compare.crosscheck.layer;

import cnn.check.UlpDistribution;
import cnn.check.cases.LayerCase;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.WorstCase;
import cnn.compare.layers.Demand;
import cnn.compare.layers.Judgement;
import cnn.compare.layers.KnownDefects;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What comes of one kind of layer on one subject, case by case, on its way into the ledger. */
final class LayerTally {
    private record Tensor(String kind, String name) {}

    private record Worst(LayerCase on, double overBound, UlpDistribution ulps, long count) {
        Worst with(Worst other) {
            Worst larger = other.overBound > overBound ? other : this;
            return new Worst(
                    larger.on, larger.overBound, ulps.with(other.ulps, count, other.count), count + other.count);
        }
    }

    private final Subject subject;
    private final String kind;
    private final Ledger ledger;
    private final List<LayerFailure> failures = new ArrayList<>();
    private final Map<Tensor, Worst> worst = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private int ran;

    LayerTally(Subject subject, String kind, Ledger ledger) {
        this.subject = subject;
        this.kind = kind;
        this.ledger = ledger;
    }

    void enter(LayerCase on, List<Judgement> judgements) {
        for (Judgement judgement : judgements) {
            Rule rule = LayerLevel.rule(judgement.demand());
            if (judgement.demand() == Demand.RUNS) {
                count(judgement);
            }
            if (judgement.checked() > 0) {
                ledger.checked(subject, rule, judgement.kind(), judgement.checked(), judgement.overBound());
            }
            if (judgement.leftOut() > 0) {
                ledger.leftOut(subject, rule, judgement.kind(), judgement.leftOut());
            }
            judgement.ulps().ifPresent(ulps -> worst.merge(
                    new Tensor(judgement.kind(), judgement.tensor()),
                    new Worst(on, judgement.overBound(), ulps, judgement.checked()),
                    Worst::with));
            if (!judgement.agrees()) {
                List<String> known = known(judgement);
                known.forEach(finding -> ledger.known(subject, rule, judgement.kind(), finding));
                if (known.isEmpty()) {
                    failures.add(new LayerFailure(subject, on, judgement));
                }
            }
        }
    }

    /** What no finding explains, in the order of the cases. */
    List<LayerFailure> failures() {
        return List.copyOf(failures);
    }

    private void count(Judgement runs) {
        if (runs.leftOut() > 0) {
            refusals.add(runs.detail());
        } else {
            ran++;
        }
    }

    /** A single tensor is excused by what is known of it; all that goes through a layer, by what is known of the layer. */
    private List<String> known(Judgement judgement) {
        String engine = subject.engine();
        return switch (judgement.demand()) {
            case RUNS -> List.of();
            case Y, DX, GRADIENT, STATE, REPEATED, LINEAR ->
                KnownDefects.of(engine, judgement.kind(), judgement.tensor()).stream()
                        .toList();
            case DIFFERENCES, DIRECTION, AS_TRAINED ->
                judgement
                        .layer()
                        .withInner()
                        .flatMap(layer -> KnownDefects.of(engine, layer.spec().kind()).stream())
                        .distinct()
                        .toList();
        };
    }

    /** Says of the cells that stayed empty why, where there is a reason; and hands over the worst cases. */
    void close(List<LayerCase> cases, Set<Demand> demands) {
        for (Demand demand : demands) {
            reason(demand, cases)
                    .ifPresent(reason -> ledger.notApplicable(subject, LayerLevel.rule(demand), kind, reason));
        }
        worst.forEach((tensor, found) -> ledger.add(new WorstCase(
                subject.label(),
                tensor.kind(),
                tensor.name(),
                found.on().toString(),
                found.overBound(),
                found.ulps(),
                Replays.of(Level.LAYER, subject, found.on()))));
    }

    private Optional<String> reason(Demand demand, List<LayerCase> cases) {
        if (ran == 0 && !refusals.isEmpty()) {
            return Optional.of(refusals.get(0));
        }
        boolean composite = cases.stream().noneMatch(on -> on.spec().branches().isEmpty());
        return switch (demand) {
            case GRADIENT ->
                composite
                        ? Optional.of("its parameters belong to the layers inside it")
                        : only(!has(cases, layer -> layer.parameters().isEmpty()), "no parameters");
            case STATE ->
                composite
                        ? Optional.of("its state belongs to the layers inside it")
                        : only(!has(cases, layer -> layer.state().isEmpty()), "no state");
            case LINEAR -> only(composite, "the layers inside it are judged one by one");
            case DIRECTION ->
                only(subject.precision() == Precision.FLOAT32, "differences of a loss in float32 would be rounding only");
            default -> Optional.empty();
        };
    }

    private static boolean has(List<LayerCase> cases, Predicate<PlacedLayer> nothing) {
        return cases.stream().anyMatch(on -> !nothing.test(on.placed()));
    }

    private static Optional<String> only(boolean holds, String reason) {
        return holds ? Optional.of(reason) : Optional.empty();
    }
}
