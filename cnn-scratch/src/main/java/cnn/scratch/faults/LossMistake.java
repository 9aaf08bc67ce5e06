package cnn.scratch.faults;

import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import java.util.List;

/** What {@link WrongLoss} gets wrong, and in which loss. */
enum LossMistake implements Mistake {
    NOT_DIVIDED_BY_N(softmax(), Words.of(
                    "The loss is a mean over the batch, its gradient is a sum.",
                    "the learning rate that fits is inversely proportional to the batch size")
            .seen("MXNet, pull request 2215: Fix softmax gradient, https://github.com/apache/mxnet/pull/2215")),
    DIVIDED_BY_N_TWICE(softmax(), Words.of(
            "The gradient is divided by N in the loss and once more around it.",
            "large batches learn more slowly per step instead of as fast")),
    DIVIDED_BY_K_TOO(softmax(), Words.of(
                    "The gradient is divided by the number of numbers instead of the number of samples.",
                    "with a thousand classes everything learns a thousand times too slowly")
            .seen("Mate, issue 2: Error in SoftmaxLossLayer, https://github.com/victorlempitsky/Mate/issues/2")),
    SIGN(softmax(), Words.of(
                    "The gradient is t - p instead of p - t.",
                    "the loss grows, unless the update adds where it should subtract")
            .seen("LeNet-python, issue 2: gradient descent and update (both signs turned),"
                    + " https://github.com/Site1997/LeNet-python/issues/2")),
    GRADIENT_OF_THE_PROBABILITIES(softmax(), Words.of(
                    "The gradient is -t/p, that of the probabilities, but it is sent to the logits.",
                    "wrong classes are never pushed down, and dy explodes where p is small")
            .seen("Fetch.ai ledger, pull request 1580: fix crossentropy loss, "
                    + "https://github.com/fetchai/ledger/pull/1580")),
    SOFTMAX_TWICE(softmax(), Words.of(
            "Probabilities are given to a loss that takes logits: softmax is applied twice; the gradient is p - t as "
                    + "ever.",
            "the loss cannot fall below log(e + K - 1) - 1, and confident answers hardly improve")),
    LOG_WITH_A_SMALL_NUMBER(softmax(), Words.of(
            "log(p + 1e-7) is taken instead of log p, to be safe.",
            "the loss of a bad answer stops at 16; the gradient does not know of it")),
    MAXIMUM_NOT_TAKEN_OFF(softmax(), Words.of(
            "e^z is computed as it stands.", "NaN as soon as a logit is above 709 (88 in single precision)")),
    LABEL_SMOOTHING_FORGOTTEN_IN_DY(new SoftmaxCrossEntropy(0.1, List.of()), Words.of(
            "The loss smooths its targets, the gradient does not.",
            "training does what it would do without smoothing")),
    CLASS_WEIGHTS_ONLY_IN_THE_LOSS(weighted(), Words.of(
            "The loss weights the classes, the gradient does not.",
            "rare classes are as neglected as without weights")),
    CLASS_WEIGHTS_OF_EACH_OUTPUT(weighted(), Words.of(
            "Output k of the gradient is weighted by class k's weight instead of by that of the sample's class.",
            "dy does not sum to 0 over the outputs, as it must")),
    FACTOR_2_MISSING(new MeanSquaredError(), Words.of(
            "The loss is a squared error, the gradient that of half of it.", "everything learns at half the rate")),
    SUMMED_OVER_OUTPUTS_IN_DY(new MeanSquaredError(), Words.of(
            "The loss is a mean over samples and outputs, the gradient over samples only.",
            "dy is too large by the number of outputs")),
    ABSOLUTE_ERROR_NOT_DIVIDED(new MeanAbsoluteError(), Words.of(
                    "The gradient of the mean absolute error is a bare sign.",
                    "gradients are far too large, and nothing is learnt")
            .seen("MyCaffe, issue 25: The MAELossLayer has an incorrect normalization, grads are way too big and "
                    + "cannot learn,"
                    + " https://github.com/MyCaffe/MyCaffe/issues/25")),
    HUBER_NOT_CLAMPED(new Huber(0.5), Words.of(
            "The gradient is that of the parabola everywhere.", "outliers pull as hard as in a squared error")),
    HUBER_DELTA_FORGOTTEN(new Huber(0.5), Words.of(
            "Beyond δ the slope is ±1 instead of ±δ.", "the gradient jumps at δ unless δ is 1")),
    HINGE_MARGIN_IGNORED(new Hinge(), Words.of(
            "The gradient is 0 as soon as the answer is right, not when it is right by the margin.",
            "it trains like a perceptron")),
    HINGE_ONLY_THE_RIGHT_CLASS(new Hinge(), Words.of(
            "Only the output of the right class gets a gradient.", "wrong classes are never pushed down")),
    SIGMOID_SLOPE_TWICE(new SigmoidCrossEntropy(), Words.of(
                    "σ - t is multiplied by σ′, as the squared error would need it.",
                    "outputs that are badly wrong hardly learn: saturation, which the cross-entropy is there to avoid")
            .seen("DeepLearningZeroToAll, pull request 113 (which of the two losses it is): Derivative term Error in "
                    + "Back"
                    + " propagation through sigmoid activation function,"
                    + " https://github.com/hunkim/DeepLearningZeroToAll/pull/113"));

    private final LossSpec spec;
    private final Words words;

    LossMistake(LossSpec spec, Words words) {
        this.spec = spec;
        this.words = words;
    }

    private static LossSpec softmax() {
        return new SoftmaxCrossEntropy();
    }

    /** For three classes. */
    private static LossSpec weighted() {
        return new SoftmaxCrossEntropy(0, List.of(1.0, 4.0, 0.5));
    }

    /** What the loss claims to be. */
    LossSpec spec() {
        return spec;
    }

    @Override
    public Words words() {
        return words;
    }
}
