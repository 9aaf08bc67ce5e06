package cnn.scratch.textbook;

import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.TransposedConv2d;
import java.util.Arrays;

/** A transposed convolution with one deliberate mistake: the contract kit must find it. */
final class WrongTransposedConv2d extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        KERNEL_ROTATED,
        KERNEL_ROTATED_IN_DX,
        W_READ_AS_A_CONVOLUTIONS,
        TOP_AND_BOTTOM_EXCHANGED,
        DILATION_IGNORED,
        OVERLAP_OVERWRITTEN_IN_Y,
        DB_OF_ONE_SAMPLE
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
        int top = mistake == Mistake.TOP_AND_BOTTOM_EXCHANGED ? g.bottom() : g.top();
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
            int p = i * g.strideH() - top + k / g.kernelW() * dilationH;
            int q = j * g.strideW() - g.left() + k % g.kernelW() * g.dilationW();
            if (p >= 0 && p < g.height() && q >= 0 && q < g.width()) {
                int pair = mistake == Mistake.W_READ_AS_A_CONVOLUTIONS ? o * C + c : c * O + o;
                int element = pair * area + (rotated ? area - 1 - k : k);
                term.at(at, w + element, (n * O + o) * outputs + p * g.width() + q);
            }
        }
    }

    @Override
    void forward(int N, double[] x, double[] y) {
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
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * C * inputs, 0);
        boolean rotated = mistake == Mistake.KERNEL_ROTATED || mistake == Mistake.KERNEL_ROTATED_IN_DX;
        forEachTerm(N, rotated, (atX, atW, atY) -> dx[atX] += parameters[atW] * dy[atY]);
    }

    @Override
    void parameterGradient(int N, double[] x, double[] dy) {
        Arrays.fill(gradient, w, w + C * O * area + (spec.bias() ? O : 0), 0);
        forEachTerm(N, mistake == Mistake.KERNEL_ROTATED, (atX, atW, atY) -> gradient[atW] += x[atX] * dy[atY]);
        int samples = mistake == Mistake.DB_OF_ONE_SAMPLE ? 1 : N;
        for (int at = 0; spec.bias() && at < samples * O * outputs; at++) {
            gradient[w + C * O * area + at / outputs % O] += dy[at];
        }
    }
}
