package cnn.compare.crosscheck.network;

import cnn.backend.Backend;
import cnn.check.ErrorBound;
import cnn.check.LossCheck;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.tensor.Precision;
import java.util.Optional;

/**
 * The slope of an engine's own loss along a direction v of all parameters, by central differences
 * D(h) = (L(θ + h·v) - L(θ - h·v)) / 2h, beside g·v, g the engine's own gradient. No other engine has a say in it.
 *
 * <p>D(h) may be off by |D(2h) - D(h)|, three times its truncation error (Richardson), and by E/h, where E bounds the
 * error of L: the roundings of all layers, carried to the loss, doubled because the parameters move. h begins at
 * (3E)^(1/3), where both balance if L‴ is near 1, and gets shorter while a ReLU or a max pool goes another way at one
 * of the four points. g's own rounding is of the size of E, and E/h with h &lt; 1 covers it.
 */
final class DirectionalDerivative {
    private static final int SHORTENED_AT_MOST = 6;
    private static final double SHORTENED_BY = 8;
    private static final double LONGEST = 0x1p-6;

    private final Engine engine;
    private final double[] at;
    private final Batch batch;
    private final Trace centre;
    private final long sides;
    private final double errorOfLoss;

    /**
     * @param slope g·v
     * @param differences D(h)
     * @param tolerance how far D(h) may be off
     */
    record Finding(double slope, double differences, double tolerance, double step) {
        double errorOverBound() {
            double error = Math.abs(slope - differences);
            return Double.isFinite(error) ? error / tolerance : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * @param engine in float64; its parameters are moved, and left moved
     * @param at θ, from which {@code centre} was traced
     */
    DirectionalDerivative(Engine engine, double[] at, Batch batch, LossSpec loss, Trace centre, Backend reference) {
        this.engine = engine;
        this.at = at;
        this.batch = batch;
        this.centre = centre;
        this.sides = centre.flow().sides();
        ErrorBound error = ErrorBound.against(reference, Precision.FLOAT64);
        this.errorOfLoss = 2 * LossCheck.carried(centre.flow(), error, batch, loss);
    }

    /**
     * @param v the direction; only its direction matters
     * @return empty if every step, however short, crossed a kink
     */
    Optional<Finding> along(double[] v) {
        double length = 0;
        double slope = 0;
        for (int i = 0; i < v.length; i++) {
            length += v[i] * v[i];
            slope += centre.gradient()[i] * v[i];
        }
        double[] unit = v.clone();
        for (int i = 0; i < v.length; i++) {
            unit[i] /= Math.sqrt(length);
        }
        double h = Math.min(LONGEST, Math.cbrt(3 * errorOfLoss));
        for (int tries = 0; tries <= SHORTENED_AT_MOST; tries++) {
            Optional<Double> near = difference(unit, h);
            Optional<Double> far = near.isEmpty() ? near : difference(unit, 2 * h);
            if (far.isPresent()) {
                double allowed = Math.abs(far.get() - near.get()) + errorOfLoss / h;
                return Optional.of(new Finding(slope / Math.sqrt(length), near.get(), allowed, h));
            }
            h /= SHORTENED_BY;
        }
        return Optional.empty();
    }

    /** D(h); empty if the points lie beyond a kink. */
    private Optional<Double> difference(double[] unit, double h) {
        Trace above = moved(unit, h);
        if (above.flow().sides() != sides) {
            return Optional.empty();
        }
        Trace below = moved(unit, -h);
        return below.flow().sides() == sides
                ? Optional.of((above.loss() - below.loss()) / (2 * h))
                : Optional.empty();
    }

    private Trace moved(double[] unit, double by) {
        double[] there = at.clone();
        for (int i = 0; i < there.length; i++) {
            there[i] += by * unit[i];
        }
        engine.setParameters(there);
        return engine.trace(batch);
    }
}
