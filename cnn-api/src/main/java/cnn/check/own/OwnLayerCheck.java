package cnn.check.own;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * "Are my layer's gradients right?" From a unit test of any framework:
 *
 * <pre>{@code
 * OwnLayerCheck.of(new MyLayer(), Shape.of(3, 8, 8)).verify();
 * }</pre>
 *
 * <p>Every {@link OwnRule} is tried on each shape with 1, 2 and 5 samples, the smallest first; the first case that
 * breaks a rule is the one that is reported. Everything is drawn from one seed: the same check gives the same answer
 * each time. Instances do not change; every method gives a new one.
 */
public final class OwnLayerCheck {
    private static final Options.Range SMALL = new Options.Range(-1, 1);

    /** Reaches what only happens far from zero, such as the upper end of a clipped function. */
    private static final Options.Range WIDE = new Options.Range(-8, 8);

    private final OwnLayer layer;
    private final Optional<Supplier<? extends OwnLayer>> more;
    private final List<Shape> inputs;
    private final Options options;

    private OwnLayerCheck(
            OwnLayer layer, Optional<Supplier<? extends OwnLayer>> more, List<Shape> inputs, Options options) {
        this.layer = layer;
        this.more = more;
        this.inputs = inputs;
        this.options = options;
    }

    /**
     * @param inputs shapes of one sample, without N
     * @throws BadInputException if there is none
     */
    public static OwnLayerCheck of(OwnLayer layer, Shape... inputs) {
        return of(layer, Optional.empty(), inputs);
    }

    /** The same, and two instances must not disturb each other: {@code OwnLayerCheck.of(MyLayer::new, …)}. */
    public static OwnLayerCheck of(Supplier<? extends OwnLayer> layers, Shape... inputs) {
        return of(layers.get(), Optional.of(layers), inputs);
    }

    private static OwnLayerCheck of(OwnLayer layer, Optional<Supplier<? extends OwnLayer>> more, Shape... inputs) {
        if (inputs.length == 0) {
            throw new BadInputException(
                    "a layer is checked on inputs of some shape; give one, for example Shape.of(3, 8, 8)");
        }
        List<Shape> sorted =
                Arrays.stream(inputs).sorted(Comparator.comparingInt(Shape::size)).toList();
        return new OwnLayerCheck(layer, more, sorted, Options.USUAL);
    }

    private OwnLayerCheck with(Options other) {
        return new OwnLayerCheck(layer, more, inputs, other);
    }

    /** Other random numbers; 1 unless given. */
    public OwnLayerCheck seed(long seed) {
        return with(options.withSeed(seed));
    }

    /**
     * What x may be; from -1 to 1 and from -8 to 8 unless given. Special values outside are then not tried.
     *
     * @throws BadInputException if there is nothing between the two
     */
    public OwnLayerCheck between(double from, double to) {
        if (!(from < to) || Double.isInfinite(to - from)) {
            throw new BadInputException(
                    "x from %s to %s is no range; give two numbers, the smaller one first".formatted(from, to));
        }
        return with(options.withRange(from, to));
    }

    /**
     * How many elements of a tensor are moved one by one, picked at random; 256 unless given. All of them move along
     * random lines.
     *
     * @throws BadInputException if it is below 1
     */
    public OwnLayerCheck atMost(int elements) {
        if (elements < 1) {
            throw new BadInputException("at least one element of a tensor must be checked, got " + elements);
        }
        return with(options.withAtMost(elements));
    }

    /** Samples are meant to depend on each other, as in batch normalisation: without {@link OwnRule#O11}. */
    public OwnLayerCheck mixesSamples() {
        return without(OwnRule.O11);
    }

    /**
     * Backward belongs to the last forward pass, whatever x it is given, and results hold until the next pass: part
     * of O6.
     */
    public OwnLayerCheck keepsOnePass() {
        return with(options.keepingOnePass());
    }

    /** Without a rule; the report says so. */
    public OwnLayerCheck without(OwnRule rule) {
        return with(options.withoutRule(rule));
    }

    /**
     * @throws AssertionError if a rule is broken; it names all that are, the first cause first, and says what was
     *     checked
     */
    public void verify() {
        report().verify();
    }

    /** Checks, and throws nothing for a layer that is wrong. */
    public OwnReport report() {
        Map<Case, Trial> trials = new HashMap<>();
        Map<OwnRule, Finding> findings = new EnumMap<>(OwnRule.class);
        for (OwnRule rule : OwnRule.values()) {
            Finding finding = new Finding(rule);
            findings.put(rule, finding);
            if (options.without().contains(rule)) {
                finding.notRun("switched off");
                continue;
            }
            rule.needs().stream()
                    .filter(needed -> findings.get(needed).isBroken())
                    .findFirst()
                    .ifPresentOrElse(
                            needed -> finding.notRun("since " + needed + " is broken"),
                            () -> judge(rule, trials, finding));
        }
        return new OwnReport(
                name(),
                String.join(", ", inputs.stream().map(Shape::toString).toList()),
                findings.values().stream().map(Finding::outcome).toList());
    }

    private String name() {
        String simple = layer.getClass().getSimpleName();
        return simple.isEmpty() ? layer.getClass().getName() : simple;
    }

    private void judge(OwnRule rule, Map<Case, Trial> trials, Finding finding) {
        for (Case on : cases()) {
            try {
                rule.judge(trials.computeIfAbsent(on, any -> new Trial(layer, more, options, any)), finding);
            } catch (BadPass e) {
                finding.broken(on + ": " + e.getMessage(), Optional.ofNullable(e.getCause()));
            }
            if (finding.isBroken()) {
                return;
            }
        }
    }

    /** From small to large. */
    private List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (Shape input : inputs) {
            all.add(on(input, 1, SMALL));
            all.add(on(input, 2, SMALL));
            all.add(on(input, 5, WIDE));
        }
        return all;
    }

    private Case on(Shape input, int batch, Options.Range usual) {
        Options.Range range = options.range().orElse(usual);
        return new Case(input, batch, range.from(), range.to(), options.seed());
    }
}
