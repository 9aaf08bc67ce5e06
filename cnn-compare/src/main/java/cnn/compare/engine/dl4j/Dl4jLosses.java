package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.tensor.Precision;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The losses in DL4J's words. Its losses take probabilities, not logits, and so must keep them off 0 and 1; where its
 * usual distance from there would show in float64, it is given the smallest that it can do with.
 *
 * @param outputs K
 */
record Dl4jLosses(Precision precision, int outputs) implements LossSpec.Visitor<LossLayer> {
    /**
     * DL4J takes the logarithm of softmax's result and so must keep it off zero: it clips to [ε, 1 - ε], with 1e-10 as
     * its usual ε, which shows in float64. With the smallest normal number it is our formula unless a probability
     * underflows. It has no label smoothing; the targets are smoothed before it gets them ({@link #target}).
     */
    @Override
    public LossLayer softmaxCrossEntropy(SoftmaxCrossEntropy spec) {
        double smallest = precision == Precision.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
        // Without weights DL4J wants null.
        INDArray weights = spec.classWeights().isEmpty() ? null : classWeights(spec);
        return layer(new LossMCXENT(smallest, weights), Activation.SOFTMAX);
    }

    private INDArray classWeights(SoftmaxCrossEntropy spec) {
        return Nd4j.createFromArray(
                        spec.classWeights().stream().mapToDouble(Double::doubleValue).toArray())
                .reshape(1, outputs);
    }

    /**
     * Clipped to [u, 1 - u], the nearest that leaves 1 - p above 0. Where the sigmoid is closer than that to 0 or 1,
     * DL4J's loss and gradient are not ours: its gradient is (p - t)/(p·(1 - p)) times the sigmoid's own, and so 0 for
     * an answer that is as wrong as can be.
     */
    @Override
    public LossLayer sigmoidCrossEntropy(SigmoidCrossEntropy spec) {
        return layer(mean(new LossBinaryXENT(precision.unitRoundoff())), Activation.SIGMOID);
    }

    @Override
    public LossLayer meanSquaredError(MeanSquaredError spec) {
        return layer(new LossMSE(), Activation.IDENTITY);
    }

    @Override
    public LossLayer meanAbsoluteError(MeanAbsoluteError spec) {
        return layer(new LossMAE(), Activation.IDENTITY);
    }

    @Override
    public LossLayer huber(Huber spec) {
        throw new NoCounterpartException(
                "loss huber", "DL4J", "it has no loss that is a parabola near the target and straight beyond");
    }

    @Override
    public LossLayer hinge(Hinge spec) {
        return layer(mean(new LossHinge()), Activation.IDENTITY);
    }

    /** DL4J sums these over the outputs; ours are means. */
    private ILossFunction mean(ILossFunction summed) {
        return new Dl4jMeanLoss(summed, outputs);
    }

    private static LossLayer layer(ILossFunction function, Activation activation) {
        return new LossLayer.Builder(function)
                .name(Dl4jWords.LOSS)
                .activation(activation)
                .build();
    }

    /** What DL4J must be told for a target t in [0, 1]: it smooths no labels, and its hinge loss wants signs. */
    static double target(LossSpec loss, double t, int outputs) {
        if (loss instanceof SoftmaxCrossEntropy entropy) {
            return (1 - entropy.labelSmoothing()) * t + entropy.labelSmoothing() / outputs;
        }
        return loss instanceof Hinge ? 2 * t - 1 : t;
    }
}
