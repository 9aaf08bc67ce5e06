package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.Dense;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A fully connected layer with one deliberate mistake. */
final class WrongDense extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        WEIGHTS_NOT_TRANSPOSED_IN_DX(Words.of(
                "dx reads the matrix w row by row, as if it lay in memory as [F, O].",
                "dx is wrong unless w is symmetric; with a square w not even the shapes complain")),
        DW_TRANSPOSED(Words.of(
                "dw is written as [F, O] where w is [O, F].", "weights get each other's gradients")),
        DW_OF_LAST_SAMPLE_ONLY(Words.of(
                "dw is set in the loop over the samples instead of added up.", "right for a batch of one")),
        BIAS_GRADIENT_AVERAGED(Words.of(
                "db is a mean over the batch, although the loss has divided by N already.", "db is N times too small")),
        MINIBATCH_DIVIDED_TWICE(Words.of(
                        "The loss divides by N, and the layer divides dw and db by N once more.",
                        "the learning rate that fits depends on the batch size")
                .seen("tinynn, issue 12: Step should average the gradients by batch size (asked for, and found to be "
                        + "done"
                        + " already), https://github.com/borgwang/tinynn/issues/12")),
        BIAS_GRADIENT_SUMMED_OVER_UNITS(Words.of(
                        "db is one sum over samples and units, handed to every unit.",
                        "all biases are the same number; behind a softmax loss they stay at 0")
                .seen("stat453, issue 5: Small error in bias-computation in softmax-regression_scratch, "
                        + "https://github.com/rasbt/stat453-deep-learning-ss21/issues/5")),
        BIAS_NEVER_LEARNS(Words.of(
                "db is set to 0.", "the layer's outputs stay centred where they began; easily overlooked")),
        GRADIENT_ADDED_TO_OLD_VALUES(Words.of(
                "The gradient is added to what the last step left there.",
                "dw and db grow from step to step")
                .seen("AIHWKit, issue 446: Missing zero_grad() call, https://github.com/IBM/aihwkit/issues/446")),
        DX_OF_UPDATED_WEIGHTS(Words.of(
                "The layer updates its weights while it goes backwards, and computes dx from the new ones.",
                "dx is wrong by a little, in proportion to the learning rate"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }

    /** How far a step of the mistake that updates too early goes. */
    private static final double RATE = 0.01;

    private final Mistake mistake;
    private final int F;
    private final int O;
    private final boolean bias;
    private final int w;
    private final int b;

    WrongDense(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        Dense spec = (Dense) placed.spec();
        F = placed.input().dim(0);
        O = spec.units();
        bias = spec.bias();
        w = placed.parameter("w").offset();
        b = bias ? placed.parameter("b").offset() : w + O * F;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * O; at++) {
            double sum = bias ? parameters[b + at % O] : 0;
            for (int f = 0; f < F; f++) {
                sum += parameters[w + at % O * F + f] * x[at / O * F + f];
            }
            y[at] = sum;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        for (int at = 0; at < N * F; at++) {
            dx[at] = 0;
            for (int o = 0; o < O; o++) {
                int f = at % F;
                int place = o * F + f;
                double weight = switch (mistake) {
                    case WEIGHTS_NOT_TRANSPOSED_IN_DX -> parameters[w + f * O + o];
                    case DX_OF_UPDATED_WEIGHTS -> parameters[w + place] - RATE * gradient[w + place];
                    default -> parameters[w + place];
                };
                dx[at] += weight * dy[at / F * O + o];
            }
        }
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        if (mistake != Mistake.GRADIENT_ADDED_TO_OLD_VALUES) {
            Arrays.fill(gradient, w, b + (bias ? O : 0), 0);
        }
        double share = mistake == Mistake.MINIBATCH_DIVIDED_TWICE ? 1.0 / N : 1;
        double shareOfDb = mistake == Mistake.BIAS_GRADIENT_AVERAGED ? 1.0 / N : share;
        for (int n = mistake == Mistake.DW_OF_LAST_SAMPLE_ONLY ? N - 1 : 0; n < N; n++) {
            for (int at = 0; at < O * F; at++) {
                int place = mistake == Mistake.DW_TRANSPOSED ? at % F * O + at / F : at;
                gradient[w + place] += share * x[n * F + at % F] * dy[n * O + at / F];
            }
        }
        for (int at = 0; at < N * O && bias && mistake != Mistake.BIAS_NEVER_LEARNS; at++) {
            gradient[b + at % O] += shareOfDb * dy[at];
        }
        if (bias && mistake == Mistake.BIAS_GRADIENT_SUMMED_OVER_UNITS) {
            Arrays.fill(gradient, b, b + O, Arrays.stream(gradient, b, b + O).sum());
        }
    }
}
