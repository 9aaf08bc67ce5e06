package cnn.scratch.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@link WrongActivation} gets wrong, and in which kind of layer; the kind's name begins each mistake's. */
enum ActivationMistake implements Mistake {
    RELU_MASK_FROM_DY(Words.of(
                    "The gradient is cut off where dy is negative instead of where x is.",
                    "weights only ever grow or only ever shrink; it looks like a dying ReLU")
            .seen("Springenberg et al., Striving for Simplicity: The All Convolutional Net (the deconvnet's rule),"
                    + " https://arxiv.org/abs/1412.6806")),
    RELU_MASK_FROM_X_AND_DY(Words.of(
                    "The gradient is cut off where x is negative and where dy is: guided backpropagation, made for "
                            + "pictures.",
                    "half of the gradient is missing, always the negative half")
            .seen("Springenberg et al., Striving for Simplicity: The All Convolutional Net,"
                    + " https://arxiv.org/abs/1412.6806")),
    RELU_MASK_FORGOTTEN(Words.of(
            "dy goes through a ReLU as if it were not there.",
            "units that were off learn from errors that they had no part in")
            .seen("Chainer, pull request 5898: Fix broken F.leaky_relu grad when slope = 0, "
                    + "https://github.com/chainer/chainer/pull/5898")),
    RELU_HAS_SLOPE_1_AT_ZERO(Words.of(
            "At exactly 0 the slope is taken to be 1, because >= stands where > should.",
            "it shows where x is exactly 0: behind another ReLU, a zero padding, a fresh bias")),
    SIGMOID_SLOPE_FROM_X(Words.of(
            "The slope y·(1 - y) is computed with x in the place of y.",
            "dx is of the wrong sign for most x, and large for large ones")
            .seen("interviews.ai, issue 15: SOL-120 bug? https://github.com/BoltzmannEntropy/interviews.ai/issues/15")),
    SIGMOID_TAKEN_TWICE_IN_DX(Words.of(
            "A function for σ′ that takes x is given y = σ(x): the sigmoid is applied twice.",
            "all slopes lie between 0.19 and 0.25: nothing saturates, and everything learns a little wrongly")
            .seen("DeepLearnToolbox, issue 165 (where it is asked for): derivative of sigmoid at nnbp.m, "
                    + "https://github.com/rasmusbergpalm/DeepLearnToolbox/issues/165")),
    TANH_SLOPE_1_MINUS_Y(Words.of(
            "The slope is 1 - y instead of 1 - y².", "right at 0 and 1; for negative x above 1 and up to 2")
            .seen("DeepLearning-500-questions, issue 466 (the slope of tanh in print), "
                    + "https://github.com/scutan90/DeepLearning-500-questions/issues/466")),
    TANH_SLOPE_FROM_X(Words.of(
            "The slope 1 - y² is computed with x in the place of y.", "nearly right for small x, below 0 for |x| > 1")),
    LEAKY_RELU_HAS_SLOPE_1_AT_ZERO(Words.of(
            "At exactly 0 the slope is taken to be 1.",
            "it shows where x is exactly 0, and in comparison with other libraries")),
    LEAKY_RELU_SLOPE_MISSING_IN_DX(Words.of(
            "The small slope is used forwards and forgotten backwards.", "dx is too large where x is negative")
            .seen("Deeplearning4j, issue 8178: leaky relu backprop is incorrect, "
                    + "https://github.com/deeplearning4j/deeplearning4j/issues/8178")),
    LEAKY_RELU_SLOPE_ON_THE_WRONG_SIDE(Words.of(
            "Backwards the small slope is put on the positive side.",
            "dx is nearly 0 where it should be dy, and dy where it should be nearly 0")),
    LEAKY_RELU_IS_A_RELU_IN_DX(Words.of(
            "Backwards it is a plain ReLU.",
            "nothing comes back where x is negative: the very thing that the leak is for")),
    ELU_WITHOUT_ALPHA_IN_DX(Words.of("α is forgotten in the slope.", "right for α = 1, which is the usual one")),
    ELU_SLOPE_OF_Y_IS_X(Words.of(
            "The slope on the negative side, y + α, is computed with x in the place of y.",
            "nearly right for small x, below 0 for x < -α")),
    ELU_HAS_SLOPE_1_AT_ZERO(Words.of(
            "At exactly 0 the slope is taken to be 1 instead of α.", "it shows at 0 for α other than 1")),
    GELU_BY_TANH_FOR_ERF(Words.of(
            "GELU is computed by its tanh approximation where the exact one is asked for.",
            "y is off in the fourth digit; with imported weights the logits differ")),
    GELU_BY_THE_SIGMOID(Words.of(
            "GELU is computed as x·σ(1.702·x).", "y is off in the second digit")),
    GELU_WITHOUT_DENSITY_IN_DX(Words.of(
            "dx has Φ(x) and forgets x·φ(x).", "dx is wrong most for x around ±1")),
    GELU_TANH_WITHOUT_INNER_DERIVATIVE(Words.of(
            "The derivative of what stands inside tanh is forgotten.",
            "dx is off by up to a fifth where |x| is around 1")),
    SILU_WITHOUT_X_IN_DX(Words.of(
            "dx is σ(x)·dy: the product rule's other term is forgotten.", "dx is wrong but at 0")),
    SILU_WITHOUT_SIGMOID_IN_DX(Words.of(
            "The slope σ·(1 + x·(1 - σ)) loses its factor 1 - σ.", "dx grows with x instead of going to 1")),
    SOFTPLUS_OVERFLOWS(Words.of(
            "log(1 + e^x) is computed as it stands.", "infinite for x above 709 (88 in single precision)")),
    SOFTPLUS_DX_OF_MINUS_X(Words.of("The slope is σ(-x) instead of σ(x).", "dx is mirrored; right at 0"));

    private final Words words;

    ActivationMistake(Words words) {
        this.words = words;
    }

    /** Those of a kind of layer, as in configurations. */
    static List<ActivationMistake> of(String kind) {
        String prefix = kind.toUpperCase(Locale.ROOT) + "_";
        return Arrays.stream(values())
                .filter(mistake -> mistake.name().startsWith(prefix))
                .toList();
    }

    @Override
    public Words words() {
        return words;
    }
}
