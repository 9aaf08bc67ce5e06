package cnn.check;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.loss.LossSpec;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Judges all of a gradient at once by central differences along random directions v through x and all parameters:
 * r(h) = (L(θ + hv) - L(θ - hv)) / 2h - gradient·v, which should be 0. PyTorch's gradcheck does likewise in its fast mode.
 *
 * <p>A wrong gradient makes r(h) the same for every h, truncation makes it grow with h². So h is halved until rounding is as
 * large as truncation, and the tolerance is truncation, measured by |r(2h) - r(h)| (three times that of h, to first order)
 * and by a quarter of |r(4h) - r(2h)| (in case the one happens to vanish), and rounding: that of L over h, that of the
 * backward pass, and that of the steps. Every number moves in proportion to its size, so that its step has digits. Steps over
 * kinks do not count. See docs/tolerances.md.
 */
public final class DirectionalCheck implements AutoCloseable {
    private static final Mode MODE = Mode.train(0, 0);
    private static final double LONGEST = 0x1p-8;
    private static final int HALVINGS = 24;
    /** A mean size below this is none. */
    private static final double NOTHING = 0x1p-500;

    private final Network network;
    private final Tensor input;
    /** Open as long as the network: it remembers what flowed. */
    private final Tensor dy;

    /** x and behind it the parameters. */
    private final double[] theta;

    private final int xs;
    private final Head head;
    /** Quadratic along any line: any step is exact. */
    private final boolean straight;

    private final boolean kinked;
    private final long kinks;
    private final double[] gradient;
    /** Bounds for the errors of the gradient, and of each term of L. */
    private final double[] errorOfGradient;

    private final double[] errorOfTerms;

    private DirectionalCheck(NetworkSpec spec, Backend backend, int batch, double[] x, double[] parameters, Head head) {
        if (backend.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("finite differences need float64, got " + backend.describe());
        }
        this.network = Network.build(spec, backend, BuildOptions.batch(batch).observed());
        this.input = network.input(batch);
        this.theta = joined(x, parameters);
        this.xs = x.length;
        this.head = head;
        this.straight = spec.layers().size() == 1 && GradientCheck.hasOnly(spec, Curvature.LINEAR);
        this.kinked = !GradientCheck.hasOnly(spec, Curvature.LINEAR, Curvature.SMOOTH);
        double[] y = forward(theta);
        this.kinks = kinks();
        this.gradient = new double[theta.length];
        this.errorOfGradient = new double[theta.length];
        this.dy = backend.tensor(spec.output().withBatch(batch));
        dy.copyFrom(head.dy(y));
        backward();
        this.errorOfTerms = errors(y);
    }

    /** Checks one layer, L = Σ dy·y, through x and all its parameters: every number counts, at the price of a few passes. */
    public static DirectionalFinding ofLayer(Backend backend, LayerInputs in, int directions) {
        NetworkSpec spec = NetworkSpec.builder(in.input()).add("layer", in.spec()).build();
        Head head = Head.weighted(in.dy());
        try (var check = new DirectionalCheck(spec, backend, in.batch(), in.x(), in.parameters(), head)) {
            return check.along(directions);
        }
    }

    /** Checks a whole network with its loss likewise, however large; the arguments are those of {@link GradientCheck#ofNetwork}. */
    public static DirectionalFinding ofNetwork(
            Backend backend,
            NetworkSpec spec,
            double[] parameters,
            LossSpec loss,
            int batch,
            double[] x,
            double[] targets,
            int directions) {
        Head head = Head.loss(loss, batch, targets);
        try (DirectionalCheck check = new DirectionalCheck(spec, backend, batch, x, parameters, head)) {
            return check.along(directions);
        }
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private double[] forward(double[] at) {
        network.setParameters(Arrays.copyOfRange(at, xs, at.length));
        input.copyFrom(at);
        return network.forward(input, MODE).toDoubles();
    }

    private long kinks() {
        return kinked ? Kinks.of(network) : 0;
    }

    private void backward() {
        network.backwardToInput(dy).copyTo(gradient);
        System.arraycopy(network.gradient().toDoubles(), 0, gradient, xs, theta.length - xs);
    }

    private int batch() {
        return input.shape().dim(0);
    }

    /** Of L's terms, after both passes; fills {@link #errorOfGradient}. */
    private double[] errors(double[] y) {
        NetworkSpec spec = network.spec();
        ErrorBound own = ErrorBound.against(network.backend(), Precision.FLOAT64);
        double[] parameters = Arrays.copyOfRange(theta, xs, theta.length);
        double[] state = spec.initialState();
        NetworkFlow flow = new NetworkFlow(
                batch(), MODE, parameters, new double[0], state, state, NetworkFlow.copy(network.observations()));
        CarriedErrors carried = new CarriedErrors(flow, layer -> own, true);
        double[] errorOfY = carried.forward(spec.placed(), new double[xs]);
        double[] ofParameters = new double[parameters.length];
        double[] ofX = carried.backward(spec.placed(), head.errorsOfDy(y, errorOfY), ofParameters);
        System.arraycopy(joined(ofX, ofParameters), 0, errorOfGradient, 0, theta.length);
        return head.errors(y, errorOfY);
    }

    private DirectionalFinding along(int directions) {
        int leftOut = 0;
        Optional<Slope> worst = Optional.empty();
        for (int d = 0; d < directions; d++) {
            Optional<Slope> slope = slope(direction(d));
            if (slope.isEmpty()) {
                leftOut++;
            } else if (worst.isEmpty() || slope.get().ratio() > worst.get().ratio()) {
                worst = slope;
            }
        }
        Slope shown = worst.orElse(new Slope(0, 0, 0, 0, Double.NaN, true));
        return new DirectionalFinding(
                theta.length,
                directions - leftOut,
                leftOut,
                shown.ratio(),
                shown.backward,
                shown.backward + shown.residual,
                shown.allowed,
                shown.step);
    }

    /** Normal, times a number's size and the mean size of its tensor; an x of 0 is left on a kink that it may lie on. */
    private double[] direction(int d) {
        AddressedRandom random = new AddressedRandom(27);
        double[] v = new double[theta.length];
        Arrays.setAll(v, i -> random.normal(Purpose.TEST_DATA, 0, d, i));
        scale(v, 0, xs, kinked);
        for (Slice slice : network.spec().slices()) {
            scale(v, xs + slice.offset(), xs + slice.end(), false);
        }
        return v;
    }

    private void scale(double[] v, int from, int to, boolean bySizeAlone) {
        double mean = Arrays.stream(theta, from, to).map(Math::abs).average().orElse(0);
        double common = bySizeAlone ? 0 : mean < NOTHING ? 1 : mean;
        for (int i = from; i < to; i++) {
            v[i] *= Math.abs(theta[i]) + common;
        }
    }

    /**
     * @param backward gradient·v
     * @param residual what finite differences give beyond that
     * @param size of gradient·v if signs were random
     * @param allowed how far the residual may be off because of rounding, and, where said, of truncation
     * @param smooth whether both ends lie on this side of every kink
     */
    private record Slope(double backward, double residual, double size, double allowed, double step, boolean smooth) {
        double ratio() {
            double ratio = Difference.ratio(Math.abs(residual), allowed);
            return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
        }

        Slope allowing(double truncation) {
            return new Slope(backward, residual, size, allowed + truncation, step, smooth);
        }

        /** A slope of zero says something: that L must not change. */
        boolean saysSomething() {
            return ratio() > 1 || size == 0 || allowed < size;
        }
    }

    /** Empty if no step says anything. */
    private Optional<Slope> slope(double[] v) {
        if (straight) {
            return Optional.of(slope(v, 0.5)).filter(Slope::saysSomething);
        }
        Optional<Slope> best = Optional.empty();
        double twice = Double.NaN;
        double fourTimes = Double.NaN;
        double h = LONGEST;
        for (int halvings = 0; halvings < HALVINGS; halvings++, h /= 2) {
            Slope now = slope(v, h);
            if (!now.smooth) {
                twice = Double.NaN;
                continue;
            }
            double truncation = Math.max(Math.abs(twice - now.residual), Math.abs(fourTimes - twice) / 4);
            // Not so while one of the three is missing.
            if (Double.isFinite(truncation)) {
                Slope judged = now.allowing(truncation);
                best = best.filter(other -> other.allowed <= judged.allowed).or(() -> Optional.of(judged));
                if (now.allowed >= truncation) {
                    break;
                }
            } else if (!Double.isFinite(now.residual)) {
                return Optional.of(now);
            }
            fourTimes = twice;
            twice = now.residual;
        }
        return best.filter(Slope::saysSomething);
    }

    private Slope slope(double[] v, double h) {
        double[] above = new double[theta.length];
        double[] below = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            above[i] = theta[i] + h * v[i];
            below[i] = theta[i] - h * v[i];
        }
        double[] upper = head.terms(forward(above));
        boolean smooth = kinks() == kinks;
        double[] lower = head.terms(forward(below));
        smooth &= kinks() == kinks;
        double change = 0;
        double changeSize = 0;
        double error = 0;
        double[] errors = straight ? errorsWithin(above, below) : errorOfTerms;
        for (int k = 0; k < upper.length; k++) {
            change += upper[k] - lower[k];
            changeSize += Math.abs(upper[k] - lower[k]);
            // Twice: at both ends; and twice again for the way there, where the first order is not all.
            error += (straight ? 2 : 4) * errors[k];
        }
        double expected = 0;
        double expectedSize = 0;
        double squares = 0;
        for (int i = 0; i < theta.length; i++) {
            double step = above[i] - below[i];
            double term = gradient[i] * step;
            expected += term;
            expectedSize += Math.abs(term);
            squares += term * term;
            // Twice: a step's two ends are rounded too, and so the middle is off by as much as one rounding of θ.
            error += 2 * errorOfGradient[i] * Math.abs(step);
        }
        double u = Precision.FLOAT64.unitRoundoff();
        error += ErrorBound.gamma(upper.length + 8L, u) * changeSize + ErrorBound.gamma(theta.length + 8L, u) * expectedSize;
        return new Slope(
                expected / (2 * h), (change - expected) / (2 * h), Math.sqrt(squares) / (2 * h), error / (2 * h), h, smooth);
    }

    /** Where absolute values are no smaller than at either end. */
    private double[] errorsWithin(double[] above, double[] below) {
        double[] largest = new double[theta.length];
        Arrays.setAll(largest, i -> Math.max(Math.abs(above[i]), Math.abs(below[i])));
        double[] y = forward(largest);
        NetworkSpec spec = network.spec();
        ErrorBound own = ErrorBound.against(network.backend(), Precision.FLOAT64);
        double[] state = spec.initialState();
        List<LayerFlow> flows = NetworkFlow.copy(network.observations());
        double[] parameters = Arrays.copyOfRange(largest, xs, largest.length);
        NetworkFlow flow = new NetworkFlow(batch(), MODE, parameters, new double[0], state, state, flows);
        return head.errors(y, new CarriedErrors(flow, layer -> own, true).forward(spec.placed(), new double[xs]));
    }

    @Override
    public void close() {
        network.close();
        dy.close();
    }
}
