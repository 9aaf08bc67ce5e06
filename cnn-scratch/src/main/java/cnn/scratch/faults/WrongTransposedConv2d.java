package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.TransposedConv2d;
import java.util.Arrays;

/** A transposed convolution with one deliberate mistake. */
final class WrongTransposedConv2d extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        KERNEL_ROTATED(Words.of(
                "The kernel is turned by 180°, as if the layer were a convolution with the stride undone.",
                "y is wrong and the gradients fit it; with learnt weights nobody notices until weights are "
                        + "imported")),
        KERNEL_ROTATED_IN_DX(Words.of(
                "dx turns the kernel by 180°, as the dx of a convolution does; that of this layer is a plain "
                        + "correlation.",
                "dx is wrong unless the kernel is symmetric")),
        W_READ_AS_A_CONVOLUTIONS(Words.of(
                "w[c,o] is read as w[o,c].",
                "y is wrong as soon as there are several channels; the gradients fit it")
                .seen("TVM, pull request 9336: Fix inconsistent kernel layout conventions for conv2d_transpose, "
                        + "https://github.com/apache/tvm/pull/9336")),
        TOP_AND_BOTTOM_EXCHANGED(Words.of(
                "What is cut off above is exchanged for what is cut off below.",
                "y is moved; the gradients fit it")),
        DILATION_IGNORED(Words.of(
                "The dilation is forgotten forwards and backwards.",
                "y is wrong and the gradients fit it")),
        OVERLAP_OVERWRITTEN_IN_Y(Words.of(
                "y is written with = where the laid kernels overlap, instead of +=.",
                "y keeps the last kernel only; right where the stride is at least the kernel")),
        DB_OF_ONE_SAMPLE(Words.of(
                "db is that of one sample.",
                "db is right for a batch of one")),
        STRIDE_IGNORED_IN_DX(Words.of(
                "dx gathers from dy in steps of 1 where the forward pass spread x in steps of the stride.",
                "dx is wrong; right for stride 1")),
        PADDING_OFF_BY_ONE_IN_DX(Words.of(
                "dx looks at dy one row too high, as when the cut-off of the way back is computed anew and wrongly.",
                "dx is moved by one row")),
        DW_TRANSPOSED(Words.of(
                "dw is written with the layout [O, C, KH, KW] of a convolution.",
                "weights get each other's gradients; right if there is one channel"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }

    private final Mistake mistake;
    private final TransposedConv2d spec;
    private final Geometry2d g;
    private final int C;
    private final int O;
    private final int inputs;
    private final int outputs;
    private final int area;
    private final int w;

    WrongTransposedConv2d(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        spec = (TransposedConv2d) placed.spec();
        g = spec.geometry(placed.input());
        C = placed.input().dim(0);
        O = spec.channels();
        inputs = placed.input().size() / C;
        outputs = placed.output().size() / O;
        area = g.kernelH() * g.kernelW();
        w = placed.parameter("w").offset();
    }

    private interface Term {
        void at(int x, int w, int y);
    }

    private void forEachTerm(int N, boolean rotated, Term term) {
        forEachTerm(N, rotated, g.strideH(), 0, term);
    }

    private void forEachTerm(int N, boolean rotated, int strideH, int lower, Term term) {
        int top = (mistake == Mistake.TOP_AND_BOTTOM_EXCHANGED ? g.bottom() : g.top()) + lower;
        int dilationH = mistake == Mistake.DILATION_IGNORED ? 1 : g.dilationH();
        int width = g.outWidth();
        for (int index = 0; index < N * C * inputs * O * area; index++) {
            int k = index % area;
            int o = index / area % O;
            int at = index / area / O;
            int i = at % inputs / width;
            int j = at % width;
            int c = at / inputs % C;
            int n = at / inputs / C;
            int p = i * strideH - top + k / g.kernelW() * dilationH;
            int q = j * g.strideW() - g.left() + k % g.kernelW() * g.dilationW();
            if (p >= 0 && p < g.height() && q >= 0 && q < g.width()) {
                int pair = mistake == Mistake.W_READ_AS_A_CONVOLUTIONS ? o * C + c : c * O + o;
                int element = pair * area + (rotated ? area - 1 - k : k);
                term.at(at, w + element, (n * O + o) * outputs + p * g.width() + q);
            }
        }
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * O * outputs; at++) {
            y[at] = bias(at / outputs % O);
        }
        boolean overwritten = mistake == Mistake.OVERLAP_OVERWRITTEN_IN_Y;
        forEachTerm(N, mistake == Mistake.KERNEL_ROTATED, (atX, atW, atY) -> {
            double before = overwritten ? bias(atY / outputs % O) : y[atY];
            y[atY] = before + parameters[atW] * x[atX];
        });
    }

    private double bias(int o) {
        return spec.bias() ? parameters[w + C * O * area + o] : 0;
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * C * inputs, 0);
        boolean rotated = mistake == Mistake.KERNEL_ROTATED || mistake == Mistake.KERNEL_ROTATED_IN_DX;
        int strideH = mistake == Mistake.STRIDE_IGNORED_IN_DX ? 1 : g.strideH();
        int lower = mistake == Mistake.PADDING_OFF_BY_ONE_IN_DX ? 1 : 0;
        forEachTerm(N, rotated, strideH, lower, (atX, atW, atY) -> dx[atX] += parameters[atW] * dy[atY]);
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        Arrays.fill(gradient, w, w + C * O * area + (spec.bias() ? O : 0), 0);
        boolean transposed = mistake == Mistake.DW_TRANSPOSED;
        forEachTerm(N, mistake == Mistake.KERNEL_ROTATED, (atX, atW, atY) -> {
            int pair = (atW - w) / area;
            int place = transposed ? w + (pair % O * C + pair / O) * area + (atW - w) % area : atW;
            gradient[place] += x[atX] * dy[atY];
        });
        int samples = mistake == Mistake.DB_OF_ONE_SAMPLE ? 1 : N;
        for (int at = 0; spec.bias() && at < samples * O * outputs; at++) {
            gradient[w + C * O * area + at / outputs % O] += dy[at];
        }
    }
}
