package cnn.check;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.loss.LossSpec;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One pass of a small network in training, from x to the loss and back, on the reference; and how far an engine's results may
 * lie from it that gets the same x, parameters and targets and rounds in its own precision: the bound of every layer, carried
 * to the loss and back to first order. It judges engines of which nothing else is seen: whose layers are fused, or which are
 * asked for nothing but their loss. Where rounding may tip a ReLU or a max pool over, the gradient that goes one way or the
 * other counts as error.
 *
 * @param loss the reference's
 * @param y the network's output {@code [N, K]}
 * @param dx with respect to the network's input
 * @param gradient flat, of all parameters
 * @param errorOfLoss of the engine, which computes the loss itself in float64, and the reference together
 * @param atKinks how many activations lie so near a kink that rounding may tip them over
 */
public record CarriedBounds(
        double loss,
        double[] y,
        double[] dx,
        double[] gradient,
        double errorOfLoss,
        double[] errorOfY,
        double[] errorOfDx,
        double[] errorOfGradient,
        int atKinks) {
    /** Of ∂L/∂y in an engine: the difference to the target, its scale, the target's own, and conversions. */
    private static final int LOSS_ROUNDINGS = 8;

    /**
     * What the pass is over.
     *
     * @param parameters flat; like {@code state}, {@code x} and {@code targets} exactly what the engine gets
     * @param batch N
     * @param loss a sum over the elements of y, each of which matters for its own term alone
     * @param bend the largest |∂²L/∂y²| of an element
     */
    public record Pass(
            NetworkSpec spec,
            double[] parameters,
            double[] state,
            int batch,
            double[] x,
            double[] targets,
            LossSpec loss,
            double bend,
            Mode mode) {}

    /**
     * @param reference as in {@link ErrorBound#against}
     * @param precision of the engine
     * @param arithmetic of the engine's layers
     */
    public static CarriedBounds of(
            Pass pass, Backend reference, Precision precision, Function<PlacedLayer, Arithmetic> arithmetic) {
        ErrorBound plain = ErrorBound.against(reference, precision);
        Head head = Head.loss(pass.loss(), pass.batch(), pass.targets());
        BuildOptions observed = BuildOptions.batch(pass.batch()).observed();
        try (Network network = Network.build(pass.spec(), reference, observed);
                Tensor last = reference.tensor(pass.spec().output().withBatch(pass.batch()))) {
            network.setParameters(pass.parameters());
            network.setState(pass.state());
            Tensor input = network.input(pass.batch());
            input.copyFrom(pass.x());
            double[] y = network.forward(input, pass.mode()).toDoubles();
            last.copyFrom(head.dy(y));
            double[] dx = network.backwardToInput(last).toDoubles();
            double[] gradient =
                    Arrays.copyOf(network.gradient().toDoubles(), pass.spec().parameterCount());
            List<LayerFlow> flows = NetworkFlow.copy(network.observations());
            NetworkFlow exact = new NetworkFlow(
                    pass.batch(), pass.mode(), pass.parameters(), gradient, pass.state(), pass.state(), flows);
            CarriedErrors errors =
                    new CarriedErrors(exact, layer -> plain.withArithmetic(arithmetic.apply(layer)), true);
            double[] errorOfY = errors.forward(pass.spec().placed(), new double[dx.length]);
            double[] errorOfGradient = new double[gradient.length];
            double[] errorOfDx =
                    errors.backward(pass.spec().placed(), errorOfDy(pass, plain, y, errorOfY), errorOfGradient);
            return new CarriedBounds(
                    head.terms(y)[0],
                    y,
                    dx,
                    gradient,
                    2 * head.errors(y, errorOfY)[0],
                    errorOfY,
                    errorOfDx,
                    errorOfGradient,
                    errors.atKinks());
        }
    }

    private static double[] errorOfDy(Pass pass, ErrorBound plain, double[] y, double[] errorOfY) {
        double[] error = new double[y.length];
        for (int i = 0; i < error.length; i++) {
            double size = Math.abs(y[i]) + errorOfY[i] + Math.abs(pass.targets()[i]);
            error[i] = pass.bend() * (errorOfY[i] + plain.roundings(LOSS_ROUNDINGS) * size) + plain.smallestNormal();
        }
        return error;
    }
}
