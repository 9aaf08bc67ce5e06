package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import cnn.spec.Geometry2d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * dw of a direct convolution, as sums of outer products over pixels. Each of the {@link Chunks} has sums of its own,
 * {@code [chunk][panel][tile][8][width]}.
 */
final class DirectWeightGradient {
    /** Floats of x and dz that an outer product goes over at once, so that they stay in the second-level cache. */
    private static final int BAND_BUDGET = 1 << 15;

    private final Kernels kernels;
    private final Workers workers;
    private final Geometry2d g;
    private final PackedWeights weights;
    private final Layout x;
    private final Layout dz;
    private final float[] gradient;
    private final int corner;
    private final int bandRows;
    /** For each tile of up to 8 elements: where it begins in x, its first element's number, how many it has. */
    private final int[] starts;

    private final int[] elements;
    private final int[] counts;
    private final float[][] sums;
    private final Workers.Task combineTask = (index, worker) -> combineTile(index);
    private int chunks;

    DirectWeightGradient(ConvBuild conv, Runs runs, PackedWeights weights, Layout dz) {
        LayerBuild build = conv.layer();
        this.kernels = build.machine().kernels();
        this.workers = build.machine().workers();
        this.g = conv.geometry();
        this.weights = weights;
        this.x = build.x();
        this.dz = dz;
        this.gradient = build.gradient();
        this.corner = x.offset(-g.top(), -g.left());
        int bandRow = x.rowStride() * g.strideH() + dz.width() * Kernels.PANEL;
        this.bandRows = Math.max(1, BAND_BUDGET / bandRow);
        List<Integer> startList = new ArrayList<>();
        List<Integer> elementList = new ArrayList<>();
        List<Integer> countList = new ArrayList<>();
        int element = 0;
        for (int r = 0; r < runs.start().length; r++) {
            for (int k = 0; k < runs.length()[r]; k += Kernels.ROWS) {
                startList.add(runs.start()[r] + k);
                elementList.add(element + k);
                countList.add(Math.min(Kernels.ROWS, runs.length()[r] - k));
            }
            element += runs.length()[r];
        }
        starts = Taps.ints(startList);
        elements = Taps.ints(elementList);
        counts = Taps.ints(countList);
        int size = weights.panels() * starts.length * Kernels.TILE;
        sums = new float[conv.chunks(size)][size];
    }

    int maxChunks() {
        return sums.length;
    }

    void clear(int chunk) {
        Arrays.fill(sums[chunk], 0f);
    }

    /** Adds one sample, whose x begins at {@code base} and whose dz is all of {@code dzValues}. */
    void add(int chunk, float[] xValues, int base, float[] dzValues) {
        for (int from = 0; from < dz.height(); from += bandRows) {
            int rows = Math.min(bandRows, dz.height() - from);
            int xBand = base + corner + from * g.strideH() * x.rowStride();
            for (int panel = 0; panel < weights.panels(); panel++) {
                int dzBand = dz.rowOffset(2 * panel, from);
                for (int t = 0; t < starts.length; t++) {
                    kernels.outer(
                            xValues, xBand + starts[t], g.strideH() * x.rowStride(), g.strideW() * x.block(),
                            dzValues, dzBand, dz.rowStride(), Kernels.BLOCK, dz.blockStride(),
                            rows, dz.width(), weights.width(panel), sums[chunk], at(panel, t));
                }
            }
        }
    }

    private int at(int panel, int tile) {
        return (panel * starts.length + tile) * Kernels.TILE;
    }

    /** Adds the chunks up in their order and writes dw into the flat gradient. */
    void combine(int chunkCount) {
        chunks = chunkCount;
        workers.run(weights.panels() * starts.length, combineTask);
    }

    private void combineTile(int index) {
        int panel = index / starts.length;
        int tile = index % starts.length;
        int at = at(panel, tile);
        int width = weights.width(panel);
        for (int chunk = 1; chunk < chunks; chunk++) {
            kernels.add(sums[chunk], at, sums[0], at, Kernels.ROWS * width);
        }
        for (int i = 0; i < counts[tile]; i++) {
            weights.unpack(sums[0], at + i * width, panel, elements[tile] + i, gradient);
        }
    }
}
