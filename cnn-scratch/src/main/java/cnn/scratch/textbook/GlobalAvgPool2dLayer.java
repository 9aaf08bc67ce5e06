package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/**
 * The mean of each channel. x {@code [N, C, H, W]}, y {@code [N, C]}.
 *
 * <pre>
 * forward    y[n,c]      = Σ_i Σ_j x[n,c,i,j] / (H·W)
 * backward   dx[n,c,i,j] = dy[n,c] / (H·W)
 * </pre>
 *
 * <p>The derivation is in docs/layers/global_avg_pool2d.md.
 */
public final class GlobalAvgPool2dLayer extends TextbookLayer {
    private final int C;
    private final int area;

    GlobalAvgPool2dLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        area = placed.input().dim(1) * placed.input().dim(2);
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int nc = 0; nc < N * C; nc++) {
            double sum = 0;
            for (int at = nc * area; at < (nc + 1) * area; at++) {
                sum += x[at];
            }
            y[nc] = sum / area;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        for (int nc = 0; nc < N * C; nc++) {
            for (int at = nc * area; at < (nc + 1) * area; at++) {
                dx[at] = dy[nc] / area;
            }
        }
    }
}
