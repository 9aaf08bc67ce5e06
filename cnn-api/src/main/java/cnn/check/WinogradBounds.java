package cnn.check;

import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds for a 3×3 convolution whose passes may go through Winograd's F(4×4, 3×3).
 *
 * <p>In each direction of the image a result is Σ_i r_i·(f_i·a)(s_i·b) over six points, with a, b the two things that are
 * multiplied (weights of three rows, inputs of six, output gradients of four). By Cauchy and Schwarz its terms add up to at
 * most K·‖a‖·‖b‖, K = Σ_i |r_i|·‖f_i‖·‖s_i‖ ({@link CookToom}); for two directions the factor is K². Every term passes
 * through at most m roundings: six additions or products in each of the transforms in each direction, the product, and the
 * additions over channels or tiles. So the error is at most γ_m·K²·Σ‖a‖·‖b‖, with the norms taken over what lies in one
 * tile. Where tiles begin is the implementation's affair, so the norms are taken over everything that can lie in one tile
 * with the element. The adjoint adds up to two tiles in each direction: a factor of 4.
 *
 * <p>dw sums over tiles: Σ_tiles ‖x‖‖dy‖ ≤ √(36/16)·‖x_c‖·‖dy_o‖ over the whole batch, as every pixel of x lies in 36/16
 * tiles on average and in at most 4.
 */
final class WinogradBounds {
    /** Two directions, three transforms, at most 6 operations each; the product. */
    private static final int TRANSFORM_ROUNDINGS = 2 * 3 * 6 + 1;

    /** How far from the middle of an element's window something in the same tile can lie, in either direction. */
    private static final int REACH = 5;

    private final CookToom matrices;
    private final double unitRoundoff;

    WinogradBounds(CookToom matrices, Precision precision) {
        this.matrices = matrices;
        this.unitRoundoff = precision.unitRoundoff();
    }

    /** The bounds of a convolution that the algorithm can take; zero for all others, whose sums bound them already. */
    LayerBounds of(Conv2d conv, LayerInputs in) {
        Shape output = conv.output(in.input());
        int C = in.input().dim(0);
        int O = conv.channels();
        Geometry2d g = conv.window().on(in.input().dim(1), in.input().dim(2));
        Planes x = new Planes(in.batch(), C, in.input().dim(1), in.input().dim(2), in.x());
        Planes dy = new Planes(in.batch(), O, output.dim(1), output.dim(2), in.dy());
        boolean takes = g.kernelH() == 3
                && g.kernelW() == 3
                && g.strideH() * g.strideW() * g.dilationH() * g.dilationW() == 1;
        double[] y = new double[in.dy().length];
        double[] dx = new double[in.x().length];
        Groups groups = new Groups(C / conv.groups(), O / conv.groups());
        double[] dw = new double[O * groups.in * g.kernelH() * g.kernelW()];
        if (takes) {
            double[] w = kernelNorms(O, groups.in, in.parameters());
            double outputFactor = factor(groups.in, matrices.outputGrowth());
            fill(y, dy, x.neighbourhoods(REACH), C, 1 - g.top(), 1 - g.left(), outputFactor, (o, c) -> groups.of(w, o, c));
            double inputFactor = Math.max(
                    factor(groups.out, matrices.outputGrowth()), 4 * factor(groups.out, matrices.inputGrowth()));
            fill(dx, x, dy.neighbourhoods(REACH), O, g.top() - 1, g.left() - 1, inputFactor, (c, o) -> groups.of(w, o, c));
            weights(dw, x, dy, groups);
        }
        List<Bound> gradient = new ArrayList<>(List.of(new Bound(dw, "γ·K²·1.5·‖x‖‖dy‖ (Winograd)")));
        if (conv.bias()) {
            gradient.add(new Bound(new double[O], "γ·K²·‖dy‖ (Winograd)"));
        }
        return new LayerBounds(
                new Bound(y, "γ·K²·Σ‖w‖‖x‖ (Winograd)"), new Bound(dx, "γ·K²·Σ‖w‖‖dy‖ (Winograd)"), gradient);
    }

    /** Input and output channels of each group of a convolution. */
    private record Groups(int in, int out) {
        /** ‖w[o, c]‖, c counted over all channels: 0 where output channel o does not see c. */
        double of(double[] norms, int o, int c) {
            int within = c - o / out * in;
            return within < 0 || within >= in ? 0 : norms[o * in + within];
        }
    }

    private double factor(long additions, double growth) {
        return ErrorBound.gamma(TRANSFORM_ROUNDINGS + additions, unitRoundoff) * growth * growth;
    }

    private void weights(double[] dw, Planes x, Planes dy, Groups groups) {
        long tiles = (long) dy.N() * ((dy.H() + 3) / 4 + 1) * ((dy.W() + 3) / 4 + 1);
        double factor = factor(tiles, matrices.weightGrowth()) * 1.5;
        double[] xNorms = x.channelNorms();
        double[] dyNorms = dy.channelNorms();
        int area = CookToom.WEIGHTS * CookToom.WEIGHTS;
        for (int i = 0; i < dw.length; i++) {
            int o = i / area / groups.in;
            int c = o / groups.out * groups.in + i / area % groups.in;
            dw[i] = factor * xNorms[c] * dyNorms[o];
        }
    }

    /** ‖w[o, c]‖₂ over the kernel. */
    private static double[] kernelNorms(int O, int C, double[] parameters) {
        int area = CookToom.WEIGHTS * CookToom.WEIGHTS;
        double[] norms = new double[O * C];
        for (int i = 0; i < O * C * area; i++) {
            norms[i / area] += parameters[i] * parameters[i];
        }
        for (int i = 0; i < norms.length; i++) {
            norms[i] = Math.sqrt(norms[i]);
        }
        return norms;
    }

    private interface Weights {
        double of(int to, int from);
    }

    /** bound[n, to, i, j] = factor · Σ_from weight(to, from) · norm[n, from] around (i + rows, j + columns). */
    private static void fill(
            double[] bound, Planes to, Planes norms, int from, int rows, int columns, double factor, Weights weights) {
        for (int n = 0; n < to.N(); n++) {
            for (int t = 0; t < to.C(); t++) {
                for (int f = 0; f < from; f++) {
                    double weight = factor * weights.of(t, f);
                    for (int i = 0; i < to.H(); i++) {
                        int row = Math.min(norms.H() - 1, Math.max(0, i + rows));
                        for (int j = 0; j < to.W(); j++) {
                            int column = Math.min(norms.W() - 1, Math.max(0, j + columns));
                            bound[to.at(n, t, i, j)] += weight * norms.values()[norms.at(n, f, row, column)];
                        }
                    }
                }
            }
        }
    }

    /** Values {@code [N, C, H, W]}. */
    private record Planes(int N, int C, int H, int W, double[] values) {
        int at(int n, int c, int i, int j) {
            return ((n * C + c) * H + i) * W + j;
        }

        /** The norm of everything within {@code reach} rows and columns of each element. */
        Planes neighbourhoods(int reach) {
            double[] norms = new double[values.length];
            double[] rows = new double[H * W];
            for (int plane = 0; plane < N * C; plane++) {
                int start = plane * H * W;
                for (int i = 0; i < H; i++) {
                    for (int j = 0; j < W; j++) {
                        double squares = 0;
                        for (int k = Math.max(0, j - reach); k <= Math.min(W - 1, j + reach); k++) {
                            double value = values[start + i * W + k];
                            squares += value * value;
                        }
                        rows[i * W + j] = squares;
                    }
                }
                for (int i = 0; i < H; i++) {
                    for (int j = 0; j < W; j++) {
                        double squares = 0;
                        for (int k = Math.max(0, i - reach); k <= Math.min(H - 1, i + reach); k++) {
                            squares += rows[k * W + j];
                        }
                        norms[start + i * W + j] = Math.sqrt(squares);
                    }
                }
            }
            return new Planes(N, C, H, W, norms);
        }

        /** The norm of each channel over the whole batch. */
        double[] channelNorms() {
            double[] norms = new double[C];
            for (int i = 0; i < values.length; i++) {
                norms[i / (H * W) % C] += values[i] * values[i];
            }
            for (int c = 0; c < C; c++) {
                norms[c] = Math.sqrt(norms[c]);
            }
            return norms;
        }
    }
}
