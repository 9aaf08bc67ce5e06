package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * A fully connected layer, perhaps with ReLU behind it. The weights {@code [O, F]} are read where they lie, never packed as
 * a whole: forward takes 8 rows of them against panels of 32 samples (x transposed once), dx and dw take 32 columns of
 * them at a time, copied side by side. Every sum has one owner, so the result has the same bits for any number of threads.
 */
final class DenseLayer extends ScratchLayer {
    private final int features;
    private final int units;
    private final boolean relu;
    private final float[] parameters;
    private final float[] gradient;
    private final int w;
    private final int b;
    private final boolean bias;
    private final int unitTiles;
    private final int[] weightRows;
    private final int[] gradientRows;
    private final Runs overFeatures;
    private final Runs overUnits;
    /** x as {@code [panel of samples][F][32]}. */
    private final float[] transposed;
    /** dy where ReLU was open, {@code [N, O]}. */
    private final float[] dz;
    /** Per thread: 32 columns of the weights or of x, {@code [O or N][32]}. */
    private final float[][] columns;

    private final Workers.Task transposeTask = (index, worker) -> transpose(index);
    private final Workers.Task forwardTask = this::forwardUnits;
    private final Workers.Task backwardTask = this::backwardFeatures;
    private boolean wantDx;

    DenseLayer(LayerBuild build, boolean relu) {
        super(build);
        PlacedLayer dense = build.first();
        this.relu = relu;
        features = dense.input().size();
        units = dense.output().size();
        parameters = build.parameters();
        gradient = build.gradient();
        w = dense.parameter("w").offset();
        bias = dense.parameters().size() > 1;
        b = bias ? dense.parameter("b").offset() : 0;
        unitTiles = tiles(units);
        weightRows = PixelTiles.rowByRow(1, units).places((zero, o) -> o * features);
        gradientRows = PixelTiles.rowByRow(1, build.maxBatch()).places((zero, sample) -> sample * units);
        overFeatures = Runs.single(features);
        overUnits = Runs.single(units);
        transposed = layerMemory.workspace(panels(build.maxBatch()) * features * Kernels.PANEL + Kernels.SLACK);
        dz = layerMemory.forBackward(build.maxBatch() * units + Kernels.SLACK);
        int rows = Math.max(units, build.maxBatch());
        columns = layerMemory.forBackward(machine.threads(), rows * Kernels.PANEL + Kernels.SLACK);
    }

    private static int tiles(int rows) {
        return (rows + Kernels.ROWS - 1) / Kernels.ROWS;
    }

    private static int panels(int columns) {
        return (columns + Kernels.PANEL - 1) / Kernels.PANEL;
    }

    @Override
    void forward(boolean training) {
        workers.run(panels(n) * tiles(features), transposeTask);
        workers.run(unitTiles, forwardTask);
    }

    /** Turns 8 features of 32 samples. */
    private void transpose(int index) {
        int panel = index / tiles(features);
        int from = index % tiles(features) * Kernels.ROWS;
        int to = Math.min(features, from + Kernels.ROWS);
        for (int j = 0; j < Kernels.PANEL; j++) {
            int sample = panel * Kernels.PANEL + j;
            int at = panel * features * Kernels.PANEL + j;
            for (int f = from; f < to; f++) {
                transposed[at + f * Kernels.PANEL] = sample < n ? x[sample * features + f] : 0;
            }
        }
    }

    private void forwardUnits(int unitTile, int worker) {
        float[] tile = machine.tiles()[worker];
        int firstUnit = unitTile * Kernels.ROWS;
        for (int panel = 0; panel < panels(n); panel++) {
            int firstSample = panel * Kernels.PANEL;
            kernels.product(
                    parameters, w, weightRows, firstUnit, overFeatures,
                    transposed, firstSample * features, Kernels.PANEL, tile, 0, Kernels.POINT);
            int samples = Math.min(Kernels.PANEL, n - firstSample);
            for (int i = 0; i < Math.min(Kernels.ROWS, units - firstUnit); i++) {
                float add = bias ? parameters[b + firstUnit + i] : 0;
                for (int j = 0; j < samples; j++) {
                    int at = (j / Kernels.BLOCK * Kernels.ROWS + i) * Kernels.BLOCK + j % Kernels.BLOCK;
                    float z = tile[at] + add;
                    y[(firstSample + j) * units + firstUnit + i] = relu && z <= 0 ? 0 : z;
                }
            }
        }
    }

    @Override
    void backward(float[] dy, boolean dxWanted) {
        wantDx = dxWanted;
        if (relu) {
            kernels.reluBackward(y, 0, dy, 0, dz, 0, n * units);
        } else {
            System.arraycopy(dy, 0, dz, 0, n * units);
        }
        if (bias) {
            Arrays.fill(gradient, b, b + units, 0f);
            for (int sample = 0; sample < n; sample++) {
                kernels.add(dz, sample * units, gradient, b, units);
            }
        }
        workers.run(panels(features), backwardTask);
    }

    /** dw and dx for 32 features. */
    private void backwardFeatures(int panel, int worker) {
        int first = panel * Kernels.PANEL;
        int used = Math.min(Kernels.PANEL, features - first);
        float[] own = columns[worker];
        copyColumns(x, first, n, used, own);
        weightGradients(first, used, own, machine.tiles()[worker]);
        if (wantDx) {
            copyColumns(parameters, w + first, units, used, own);
            inputGradients(first, used, own, machine.tiles()[worker]);
        }
    }

    /** 32 neighbouring columns of a matrix of F columns, side by side; those beyond the matrix keep old values. */
    private void copyColumns(float[] from, int offset, int rows, int used, float[] own) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, offset + r * features, own, r * Kernels.PANEL, used);
        }
    }

    private void weightGradients(int first, int used, float[] own, float[] sums) {
        for (int o = 0; o < units; o += Kernels.ROWS) {
            Arrays.fill(sums, 0f);
            kernels.outer(
                    dz, o, 0, units, own, 0, 0, Kernels.PANEL, Kernels.BLOCK, 1, n, Kernels.PANEL, sums, 0);
            for (int i = 0; i < Math.min(Kernels.ROWS, units - o); i++) {
                System.arraycopy(sums, i * Kernels.PANEL, gradient, w + (o + i) * features + first, used);
            }
        }
    }

    private void inputGradients(int first, int used, float[] own, float[] tile) {
        for (int t = 0; t < tiles(n); t++) {
            kernels.product(
                    dz, 0, gradientRows, t * Kernels.ROWS, overUnits, own, 0, Kernels.PANEL, tile, 0, Kernels.POINT);
            for (int i = 0; i < Math.min(Kernels.ROWS, n - t * Kernels.ROWS); i++) {
                int to = (t * Kernels.ROWS + i) * features + first;
                for (int j = 0; j < used; j += Kernels.BLOCK) {
                    int from = j * Kernels.ROWS + i * Kernels.BLOCK;
                    System.arraycopy(tile, from, dx, to + j, Math.min(Kernels.BLOCK, used - j));
                }
            }
        }
    }
}
