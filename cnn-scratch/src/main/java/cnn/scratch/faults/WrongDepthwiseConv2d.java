package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A depthwise convolution with one deliberate mistake. */
final class WrongDepthwiseConv2d extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        MULTIPLIER_ORDER(Words.of(
                "Output channel o looks at input channel o mod C instead of o div multiplier.",
                "the gradients fit y, so finite differences find nothing; imported weights do not work; right for "
                        + "multiplier 1")),
        MULTIPLIER_ORDER_IN_DX(Words.of(
                "dx of output channel o goes to input channel o mod C instead of o div multiplier.",
                "dx goes to other channels; right for multiplier 1")),
        LAST_OF_THE_MULTIPLES_ONLY_IN_DX(Words.of(
                "dx is that of the last of the outputs that look at a channel, instead of the sum.",
                "right for multiplier 1")),
        KERNEL_NOT_ROTATED_IN_DX(Words.of(
                "dx is the correlation of dy with the kernel as it stands.",
                "dx is wrong unless the kernel is symmetric")
                .seen("numpy-ml, issue 27 (of a convolution): is the weights need to be rotated? "
                        + "https://github.com/ddbourgin/numpy-ml/issues/27")),
        ALL_CHANNELS_SUMMED_IN_DW(Words.of(
                        "dw adds up over all input channels, as a full convolution would.",
                        "dw is wrong unless there is one channel")
                .seen("gomlx, issue 132: Depthwise Convolution Gradient Shape Mismatch in Reverse Mode Autodiff,"
                        + " https://github.com/gomlx/gomlx/issues/132")),
        BIAS_GRADIENT_AVERAGED(Words.of("db is a mean over the batch.", "db is N times too small"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }

    private interface Term {
        void at(int n, int o, int x, int w, int y);
    }

    private final Mistake mistake;
    private final Geometry2d g;
    private final int C;
    private final int multiplier;
    private final int O;
    private final int inputs;
    private final int outputs;
    private final int area;
    private final boolean bias;
    private final int w;
    private final int b;

    WrongDepthwiseConv2d(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        DepthwiseConv2d spec = (DepthwiseConv2d) placed.spec();
        g = spec.window().on(placed.input().dim(1), placed.input().dim(2));
        C = placed.input().dim(0);
        multiplier = spec.multiplier();
        O = C * multiplier;
        inputs = g.height() * g.width();
        outputs = g.outHeight() * g.outWidth();
        area = g.kernelH() * g.kernelW();
        bias = spec.bias();
        w = placed.parameter("w").offset();
        b = w + O * area;
    }

    private void forEachTerm(int N, Term term) {
        for (int at = 0; at < N * O * outputs; at++) {
            int n = at / outputs / O;
            int o = at / outputs % O;
            int c = mistake == Mistake.MULTIPLIER_ORDER ? o % C : o / multiplier;
            for (int k = 0; k < area; k++) {
                int p = at / g.outWidth() % g.outHeight() * g.strideH() - g.top() + k / g.kernelW() * g.dilationH();
                int q = at % g.outWidth() * g.strideW() - g.left() + k % g.kernelW() * g.dilationW();
                if (p >= 0 && p < g.height() && q >= 0 && q < g.width()) {
                    term.at(n, o, (n * C + c) * inputs + p * g.width() + q, w + o * area + k, at);
                }
            }
        }
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * O * outputs; at++) {
            y[at] = bias ? parameters[b + at / outputs % O] : 0;
        }
        forEachTerm(N, (n, o, atX, atW, atY) -> y[atY] += parameters[atW] * x[atX]);
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * C * inputs, 0);
        forEachTerm(N, (n, o, atX, atW, atY) -> {
            int k = (atW - w) % area;
            boolean turned = mistake == Mistake.KERNEL_NOT_ROTATED_IN_DX;
            double term = parameters[turned ? atW - k + area - 1 - k : atW] * dy[atY];
            boolean moved = mistake == Mistake.MULTIPLIER_ORDER_IN_DX;
            boolean counts = mistake != Mistake.LAST_OF_THE_MULTIPLES_ONLY_IN_DX || o % multiplier == multiplier - 1;
            dx[moved ? (n * C + o % C) * inputs + atX % inputs : atX] += counts ? term : 0;
        });
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        Arrays.fill(gradient, w, b + (bias ? O : 0), 0);
        forEachTerm(N, (n, o, atX, atW, atY) -> {
            gradient[atW] += x[atX] * dy[atY];
            for (int c = 0; c < C && mistake == Mistake.ALL_CHANNELS_SUMMED_IN_DW; c++) {
                gradient[atW] += c == o / multiplier ? 0 : x[(n * C + c) * inputs + atX % inputs] * dy[atY];
            }
        });
        double share = mistake == Mistake.BIAS_GRADIENT_AVERAGED ? 1.0 / N : 1;
        for (int at = 0; bias && at < N * O * outputs; at++) {
            gradient[b + at / outputs % O] += share * dy[at];
        }
    }
}
