package cnn.compare.crosscheck.layer;

import cnn.check.cases.LayerCase;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.layers.Judgement;
import cnn.spec.ParameterSpec;
import java.util.Comparator;
import java.util.Optional;

/** A failure at the layer level, and what decides which of many is told first. */
public record LayerFailure(Subject subject, LayerCase on, Judgement judgement) implements Comparable<LayerFailure> {
    private static final Comparator<LayerFailure> CAUSE_FIRST = Comparator.<LayerFailure, Boolean>comparing(
                    found -> !found.judgement.demand().isOfOneTensor())
            .thenComparing(found -> found.judgement.layer().isComposite())
            .thenComparing(found -> !found.on.spec().branches().isEmpty())
            .thenComparing(found -> size(found.on))
            .thenComparing(found -> found.judgement.demand());

    Rule rule() {
        return LayerLevel.rule(judgement.demand());
    }

    Failure failure() {
        return new Failure(
                subject.label(),
                rule().id(),
                judgement.kind(),
                judgement.tensor(),
                where(),
                judgement.detail(),
                judgement.overBound(),
                Optional.of(Replays.of(Level.LAYER, subject, on)));
    }

    /** Whether the same demand fails on the same tensor of the same kind of layer. */
    boolean isLike(LayerFailure other) {
        return other.subject.equals(subject)
                && other.judgement.demand() == judgement.demand()
                && other.judgement.kind().equals(judgement.kind())
                && other.judgement.tensor().equals(judgement.tensor());
    }

    private String where() {
        boolean inside = !judgement.kind().equals(on.spec().kind());
        return inside ? "%s, in it %s".formatted(on, judgement.layer().label()) : on.toString();
    }

    /** How many numbers go into a case. */
    public static long size(LayerCase on) {
        long parameters = on.spec().parameters(on.input()).stream()
                .map(ParameterSpec::shape)
                .mapToLong(shape -> shape.size())
                .sum();
        return (long) on.batch() * on.input().size() + parameters;
    }

    @Override
    public int compareTo(LayerFailure other) {
        return CAUSE_FIRST.compare(this, other);
    }
}
