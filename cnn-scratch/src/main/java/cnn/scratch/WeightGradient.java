package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import cnn.spec.Geometry2d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * dw and db of a direct convolution, as sums of outer products over pixels. Chunks of samples have sums of their own,
 * {@code [chunk][panel][tile][8][width]}; they are added up in chunk order, whoever computed them.
 */
final class WeightGradient {
    private static final int MAX_CHUNKS = 8;
    /** Floats of all chunks' sums together, unless two chunks alone need more. */
    private static final int SUMS_BUDGET = 1 << 21;
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
    private final float[][] biasSums;
    private final int biasOffset;
    private final int biases;
    private final Workers.Task combineTask = (index, worker) -> combineTile(index);
    private int chunks;
    private int samples;

    WeightGradient(
            LayerBuild build, Geometry2d g, Runs runs, PackedWeights weights, Layout dz, int biasOffset, int biases) {
        this.kernels = build.machine().kernels();
        this.workers = build.machine().workers();
        this.g = g;
        this.weights = weights;
        this.x = build.x();
        this.dz = dz;
        this.gradient = build.gradient();
        this.biasOffset = biasOffset;
        this.biases = biases;
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
        int most = Math.max(2, Math.min(MAX_CHUNKS, SUMS_BUDGET / size));
        sums = new float[Math.min(build.maxBatch(), most)][size];
        biasSums = new float[sums.length][dz.blocks() * Kernels.BLOCK];
    }

    /** Cuts a batch into chunks; gives their number. */
    int begin(int n) {
        samples = n;
        chunks = Math.min(n, sums.length);
        return chunks;
    }

    int firstSample(int chunk) {
        return samples * chunk / chunks;
    }

    void clear(int chunk) {
        Arrays.fill(sums[chunk], 0f);
        Arrays.fill(biasSums[chunk], 0f);
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
        if (biases > 0) {
            addBias(chunk, dzValues);
        }
    }

    private void addBias(int chunk, float[] dzValues) {
        for (int b = 0; b < dz.blocks(); b++) {
            for (int i = 0; i < dz.height(); i++) {
                kernels.addPixels(dzValues, dz.rowOffset(b, i), dz.width(), biasSums[chunk], b * Kernels.BLOCK);
            }
        }
    }

    private int at(int panel, int tile) {
        return (panel * starts.length + tile) * Kernels.TILE;
    }

    /** Adds the chunks up in their order and writes dw and db into the flat gradient. */
    void combine() {
        workers.run(weights.panels() * starts.length, combineTask);
        for (int chunk = 1; chunk < chunks; chunk++) {
            kernels.add(biasSums[chunk], 0, biasSums[0], 0, biases);
        }
        System.arraycopy(biasSums[0], 0, gradient, biasOffset, biases);
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
