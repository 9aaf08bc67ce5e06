package cnn.check;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.loss.LossSpec;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges a backend's gradients by central differences of its own forward pass, in float64:
 * D(h) = (L(θ + h) - L(θ - h)) / 2h for one number θ of x or of the parameters after the other.
 *
 * <p>The tolerance is derived, not chosen. D(h) is off by h²/6·L‴ to first order, and D(2h) by four times as much, so
 * |D(2h) - D(h)| is three times the truncation error of D(h). Rounding adds (error of L) / h, where the error of L is bounded
 * by carrying a bound of every rounding through the network ({@link ErrorBound}). A step that moves any ReLU or max pool to
 * the other side of a kink is left out and counted. See docs/tolerances.md.
 */
public final class GradientCheck implements AutoCloseable {
    /** Short enough to stay on one side of most kinks; between kinks the function is straight, so no step is too long. */
    private static final double STEP_BETWEEN_KINKS = 0x1p-10;

    private static final int BITS_OF_A_STEP = 23;

    /** The same masks in every pass. */
    private static final Mode MODE = Mode.train(0, 0);

    private final Network network;
    private final Tensor input;
    private final double[] x;
    private final double[] parameters;
    private final Head head;
    private final int atMost;
    private final double step;
    /** Linear in every single number: any step is exact. */
    private final boolean straight;

    private final boolean kinked;
    /** A bound for the error of each term of L anywhere within two steps. */
    private final double[] errors;

    private long kinks;
    private double[] terms = new double[0];

    private GradientCheck(NetworkSpec spec, Backend backend, Point at, Head head, int atMost) {
        if (backend.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("finite differences need float64, got " + backend.describe());
        }
        this.network = Network.build(spec, backend, BuildOptions.batch(at.batch).observed());
        this.input = network.input(at.batch);
        this.x = at.x.clone();
        this.parameters = at.parameters.clone();
        this.head = head;
        this.atMost = atMost;
        this.straight = spec.layers().size() == 1 && hasOnly(spec, Curvature.LINEAR);
        this.kinked = !hasOnly(spec, Curvature.LINEAR, Curvature.SMOOTH);
        this.errors = straight ? errors(grown(x, 2), grown(parameters, 2)) : twice(errors(x, parameters));
        this.step = step(spec, errors);
    }

    static boolean hasOnly(NetworkSpec spec, Curvature... kinds) {
        return spec.layers().stream()
                .allMatch(layer -> List.of(kinds).contains(Curvature.of(layer.spec())));
    }

    private long kinks() {
        return kinked ? Kinks.of(network) : 0;
    }

    private record Point(int batch, double[] x, double[] parameters) {}

    /**
     * Checks one layer: L = Σ dy·y.
     *
     * @param atMost how many elements of each tensor to try, spread evenly
     * @return one finding for x and one for each parameter
     */
    public static List<GradientFinding> ofLayer(Backend backend, LayerInputs in, int atMost) {
        NetworkSpec spec = NetworkSpec.builder(in.input()).add("layer", in.spec()).build();
        Point at = new Point(in.batch(), in.x(), in.parameters());
        try (GradientCheck check = new GradientCheck(spec, backend, at, Head.weighted(in.dy()), atMost)) {
            return check.run();
        }
    }

    /**
     * Checks a whole network with its loss.
     *
     * @param x {@code [N, …]}, N = {@code batch}
     * @param targets {@code [N, K]}
     * @param atMost how many elements of each tensor to try, spread evenly
     * @return one finding for x and one for each parameter
     */
    public static List<GradientFinding> ofNetwork(
            Backend backend,
            NetworkSpec spec,
            double[] parameters,
            LossSpec loss,
            int batch,
            double[] x,
            double[] targets,
            int atMost) {
        Point at = new Point(batch, x, parameters);
        try (GradientCheck check = new GradientCheck(spec, backend, at, Head.loss(loss, batch, targets), atMost)) {
            return check.run();
        }
    }

    /** Linear: 1, since only rounding counts. Else (3·error)^(1/3), where truncation and rounding balance if L‴ is near 1. */
    private static double step(NetworkSpec spec, double[] errors) {
        Curvature first = Curvature.of(spec.layers().get(0).spec());
        if (spec.layers().size() == 1 && first != Curvature.SMOOTH && first != Curvature.KINKED) {
            return first == Curvature.LINEAR ? 1 : STEP_BETWEEN_KINKS;
        }
        double error = Arrays.stream(errors).max().orElseThrow();
        double balanced = Math.cbrt(3 * error);
        return Math.min(0x1p-8, Math.max(0x1p-20, Math.scalb(1.0, Math.getExponent(balanced))));
    }

    private List<GradientFinding> run() {
        double[] y = forward();
        kinks = kinks();
        terms = head.terms(y);
        double[] dx;
        try (Tensor dy = network.backend().tensor(network.spec().output().withBatch(batch()))) {
            dy.copyFrom(head.dy(y));
            dx = network.backwardToInput(dy).toDoubles();
        }
        double[] gradient = network.gradient().toDoubles();
        List<GradientFinding> findings = new ArrayList<>();
        findings.add(tensor("x", x, 0, x.length, dx));
        for (Slice slice : network.spec().slices()) {
            findings.add(tensor(slice.name(), parameters, slice.offset(), slice.size(), gradient));
        }
        return List.copyOf(findings);
    }

    private int batch() {
        return input.shape().dim(0);
    }

    /** Tries up to {@code atMost} elements of {@code values} from {@code offset} on. */
    private GradientFinding tensor(String name, double[] values, int offset, int size, double[] gradient) {
        int tried = Math.min(size, atMost);
        int checked = 0;
        double worst = -1;
        int where = 0;
        double differences = 0;
        double tolerance = 0;
        int[] at = new int[tried];
        double[] slopes = new double[tried];
        double[] margins = new double[tried];
        for (int k = 0; k < tried; k++) {
            int i = (int) ((long) k * size / tried);
            boolean[] reached = reached(values, offset + i);
            Slope near = slope(values, offset + i, step, reached);
            Slope far = straight ? near : slope(values, offset + i, 2 * step, reached);
            if (!near.smooth || !far.smooth) {
                continue;
            }
            double allowed = Math.abs(far.value - near.value) + near.rounding;
            at[checked] = i;
            slopes[checked] = near.value;
            margins[checked++] = allowed;
            double error = Difference.ratio(Difference.distance(gradient[offset + i], near.value), allowed);
            if (!(error <= worst)) {
                worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
                where = i;
                differences = near.value;
                tolerance = allowed;
            }
        }
        return new GradientFinding(
                name,
                size,
                checked,
                tried - checked,
                Math.max(0, worst),
                where,
                gradient[offset + where],
                differences,
                tolerance,
                new GradientFinding.Slopes(
                        Arrays.copyOf(at, checked), Arrays.copyOf(slopes, checked), Arrays.copyOf(margins, checked)));
    }

    /**
     * @param rounding how far {@code value} may be off because of rounding
     * @param smooth whether both ends lie on this side of every kink
     */
    private record Slope(double value, double rounding, boolean smooth) {}

    /** So long that this many bits of the step are left beside a large θ. */
    private static double longEnough(double step, double theta) {
        return Math.max(step, Math.scalb(1.0, Math.getExponent(theta) - 53 + BITS_OF_A_STEP));
    }

    /**
     * The terms that depend on a number, found by a step longer than anything else: a short step's effect on a term may
     * drown in its rounding, and the term then gives the same bits on both sides without being independent.
     */
    private boolean[] reached(double[] values, int at) {
        boolean[] reached = new boolean[errors.length];
        if (straight) {
            // There the usual step is long.
            return reached;
        }
        double before = values[at];
        values[at] = before + 4 * (1 + Arrays.stream(values).map(Math::abs).max().orElseThrow());
        double[] far = head.terms(forward());
        values[at] = before;
        for (int k = 0; k < reached.length; k++) {
            reached[k] = terms[k] != far[k];
        }
        return reached;
    }

    private Slope slope(double[] values, int at, double step, boolean[] reached) {
        double before = values[at];
        double h = longEnough(step, before);
        double above = before + h;
        double below = before - h;
        values[at] = above;
        double[] upper = head.terms(forward());
        boolean smooth = kinks() == kinks;
        values[at] = below;
        double[] lower = head.terms(forward());
        smooth &= kinks() == kinks;
        values[at] = before;
        double sum = 0;
        double size = 0;
        double error = 0;
        int changed = 0;
        for (int k = 0; k < upper.length; k++) {
            if (upper[k] != lower[k] || reached[k]) {
                sum += upper[k] - lower[k];
                size += Math.abs(upper[k] - lower[k]);
                error += 2 * errors[k];
                changed++;
            }
        }
        if (changed == 0) {
            // Nothing depends on this number, or its effect drowned in the rounding of some term.
            error = 2 * Arrays.stream(errors).max().orElseThrow();
        }
        // The sums of the changed terms, here and in the backward pass, and the division.
        double summing = ErrorBound.gamma(changed + 8, Precision.FLOAT64.unitRoundoff()) * size;
        return new Slope(sum / (above - below), (error + summing) / (above - below), smooth);
    }

    private double[] forward() {
        return forward(x, parameters);
    }

    private double[] forward(double[] anyX, double[] anyParameters) {
        network.setParameters(anyParameters);
        input.copyFrom(anyX);
        return network.forward(input, MODE).toDoubles();
    }

    /** A bound for the error of each term of L, from the roundings of every layer. */
    private double[] errors(double[] anyX, double[] anyParameters) {
        double[] y = forward(anyX, anyParameters);
        ErrorBound own = ErrorBound.against(network.backend(), Precision.FLOAT64);
        double[] state = network.spec().initialState();
        NetworkFlow flow = new NetworkFlow(
                batch(), MODE, anyParameters, new double[0], state, state, NetworkFlow.copy(network.observations()));
        CarriedErrors carried = new CarriedErrors(flow, layer -> own, true);
        return head.errors(y, carried.forward(network.spec().placed(), new double[anyX.length]));
    }

    private static double[] grown(double[] values, double by) {
        return Arrays.stream(values).map(value -> Math.abs(value) + longEnough(by, value)).toArray();
    }

    private static double[] twice(double[] values) {
        return Arrays.stream(values).map(value -> 2 * value).toArray();
    }

    @Override
    public void close() {
        network.close();
    }
}
