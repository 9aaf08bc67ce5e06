package cnn.check;

import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.Softmax;
import cnn.tensor.Shape;
import cnn.training.Targets;
import java.util.List;
import java.util.Optional;

/**
 * Judges an engine's loss and its gradient by what the formula gives for the engine's own outputs. Softmax and
 * cross-entropy without weights or smoothing: dy = (p - t)/N, p = softmax(y) off by E(p) as a softmax layer's y may be,
 * so dy is off by at most (E(p) + γ_3·(p + t))/N; L = -Σ ln p / N over the right classes, each ln p off by E(p)/(p -
 * E(p)) and by γ_8·|ln p| + u of its own, times its class's share where a sample is mixed, and γ_N·L for the mean.
 */
public final class LossCheck {
    private final LossSpec loss;
    private final int batch;
    private final double[] y;
    private final double[] targets;
    private final ErrorBound error;

    private LossCheck(LossSpec loss, Batch batch, double[] y, ErrorBound error) {
        this.loss = loss;
        this.batch = batch.size();
        this.y = y;
        this.targets = new double[y.length];
        this.error = error;
        Targets.rows(batch, loss, y.length / this.batch, targets);
    }

    /**
     * @param y the engine's outputs {@code [N, K]}
     * @return empty for a loss whose bounds nobody has derived
     */
    public static Optional<LossCheck> of(LossSpec loss, Batch batch, double[] y, ErrorBound error) {
        return loss.equals(new SoftmaxCrossEntropy())
                ? Optional.of(new LossCheck(loss, batch, y, error))
                : Optional.empty();
    }

    private int classes() {
        return y.length / batch;
    }

    /** The gradient that the formula gives. */
    public double[] expected() {
        double[] dy = new double[y.length];
        loss.evaluate(batch, classes(), y, targets, dy);
        return dy;
    }

    private LayerInputs softmax() {
        return new LayerInputs(new Softmax(), Shape.of(classes()), batch, y, new double[0], new double[y.length]);
    }

    /** @param dy the engine's gradient with respect to its outputs */
    public TensorCheck gradient(double[] dy) {
        double[] p = SingleLayer.forward(error.reference(), softmax());
        double[] errorOfP = error.of(softmax()).y().values();
        double[] expected = expected();
        double[] bound = new double[dy.length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = (errorOfP[i] + error.roundings(3) * (p[i] + targets[i])) / batch + error.smallestNormal();
        }
        Difference difference = Difference.of(dy, expected, error.precision());
        return TensorCheck.of("dy", dy, expected, new Bound(bound, "(E(p) + γ_3·(p + t))/N"), difference);
    }

    /** @param value the engine's loss */
    public TensorCheck value(double value) {
        double[] p = SingleLayer.forward(error.reference(), softmax());
        double[] errorOfP = error.of(softmax()).y().values();
        double expected = loss.evaluate(batch, classes(), y, targets, new double[y.length]);
        double bound = error.roundings(batch + 1) * Math.abs(expected);
        for (int i = 0; i < p.length; i++) {
            if (targets[i] > 0) {
                double ofLog = errorOfP[i] / Math.max(0, p[i] - errorOfP[i]);
                double ofTerm = ofLog + error.roundings(8) * Math.abs(Math.log(p[i])) + error.roundings(1);
                bound += targets[i] * ofTerm / batch;
            }
        }
        double[] own = {value};
        double[] exact = {expected};
        Difference difference = Difference.of(own, exact, error.precision());
        return TensorCheck.of("loss", own, exact, new Bound(new double[] {bound}, "Σ E(ln p)/N"), difference);
    }

    /**
     * How far a loss that was computed in float64 may be off because of the roundings of all layers, carried from one
     * to the next to first order: a worst case.
     *
     * @param flow through an engine's network in float64
     */
    public static double carried(NetworkFlow flow, ErrorBound error, Batch batch, LossSpec loss) {
        List<LayerFlow> top = flow.topLevel();
        CarriedErrors carried = new CarriedErrors(
                flow, layer -> error.withArithmetic(flow.find(layer).arithmetic()), true);
        double[] ofY = carried.forward(
                top.stream().map(LayerFlow::layer).toList(), new double[top.get(0).x().length]);
        double[] y = top.get(top.size() - 1).y();
        double[] targets = new double[y.length];
        Targets.rows(batch, loss, y.length / batch.size(), targets);
        return Head.loss(loss, batch.size(), targets).errors(y, ofY)[0];
    }
}
