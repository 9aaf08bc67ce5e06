package cnn.compare.engine.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss of DL4J's that is a sum over the outputs, as a mean over them. It works on copies: DL4J's gradient of the binary
 * cross-entropy leaves σ(z) - t where the logits were, and the loss that training then computes would be of that.
 */
record Dl4jMeanLoss(ILossFunction summed, int outputs) implements ILossFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return summed.computeScore(labels, preOutput.dup(), activation, mask, average) / outputs;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return summed.computeScoreArray(labels, preOutput.dup(), activation, mask).divi(outputs);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return summed.computeGradient(labels, preOutput.dup(), activation, mask).divi(outputs);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "mean of " + summed.name();
    }
}
