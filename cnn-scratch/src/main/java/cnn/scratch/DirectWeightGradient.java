package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import cnn.spec.Geometry2d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * dw of a direct convolution, as sums of outer products over pixels. Each of the {@link Chunks} has sums of its own,
 * {@code [chunk][tile][8][width]}.
 */
final class DirectWeightGradient {
    /** Floats of x and dz that an outer product goes over at once, so that they stay in the second-level cache. */
    private static final int BAND_BUDGET = 1 << 15;

    /** A row of a 3×3 kernel over 3 channels has a tile of its own. */
    private static final int NINE = Kernels.ROWS + 1;

    private static final int TILE = NINE * Kernels.PANEL;

    private final Kernels kernels;
    private final Workers workers;
    private final Geometry2d g;
    private final Layout x;
    private final Layout dz;
    private final float[] gradient;
    private final int corner;
    private final int bandRows;
    private final List<Tile> tiles = new ArrayList<>();
    private final float[][] sums;
    private final Workers.Task combineTask = (index, worker) -> combine(tiles.get(index));
    private int chunks;

    /**
     * Up to 8 elements times the channels of a panel.
     *
     * @param start where the first element lies in x, seen from a pixel's place
     * @param element its number
     * @param count how many elements are used
     * @param at where the sums are
     */
    private record Tile(PackedWeights weights, int panel, int start, int element, int count, int at) {
        int width() {
            return weights.width(panel);
        }

        int block() {
            return weights.range().firstBlock() + 2 * panel;
        }
    }

    /**
     * @param x of the image that the windows go over
     * @param forward what y sums over, in parts
     */
    DirectWeightGradient(LayerBuild build, Geometry2d g, Layout x, Correlation[] forward, Layout dz) {
        this.kernels = build.machine().kernels();
        this.workers = build.machine().workers();
        this.g = g;
        this.x = x;
        this.dz = dz;
        this.gradient = build.gradient();
        this.corner = x.offset(-g.top(), -g.left());
        int bandRow = x.rowStride() * g.strideH() + dz.width() * Kernels.PANEL;
        this.bandRows = Math.max(1, BAND_BUDGET / bandRow / 2) * 2;
        for (Correlation part : forward) {
            for (int panel = 0; panel < part.weights().panels(); panel++) {
                addTiles(part, panel);
            }
        }
        int size = tiles.size() * TILE;
        sums = build.memory().forBackward(Chunks.most(build.maxBatch(), size), size);
    }

    private void addTiles(Correlation part, int panel) {
        Runs runs = part.runs();
        int element = 0;
        for (int r = 0; r < runs.start().length; r++) {
            int length = runs.length()[r];
            int most = length % NINE == 0 && length % Kernels.ROWS != 0 ? NINE : Kernels.ROWS;
            for (int k = 0; k < length; k += most) {
                int count = Math.min(most, length - k);
                int at = tiles.size() * TILE;
                tiles.add(new Tile(part.weights(), panel, runs.start()[r] + k, element + k, count, at));
            }
            element += length;
        }
    }

    int maxChunks() {
        return sums.length;
    }

    void clear(int chunk) {
        Arrays.fill(sums[chunk], 0f);
    }

    /** Rows of dz that are added at once: an even number, whole windows of a 2×2 pool. */
    int bandRows() {
        return bandRows;
    }

    /**
     * Adds a band of rows of one sample, whose x begins at {@code base} and whose dz at {@code dzBase}.
     *
     * @param from first row of the band
     */
    void add(int chunk, float[] xValues, int base, float[] dzValues, int dzBase, int from) {
        int rows = Math.min(bandRows, dz.height() - from);
        int xBand = base + corner + from * g.strideH() * x.rowStride();
        int xRow = g.strideH() * x.rowStride();
        int xStep = g.strideW() * x.block();
        for (int t = 0; t < tiles.size(); t++) {
            Tile tile = tiles.get(t);
            int dzBand = dzBase + dz.rowOffset(tile.block(), from);
            if (tile.count == NINE) {
                kernels.outerOfNine(
                        xValues, xBand + tile.start, xRow, xStep,
                        dzValues, dzBand, dz.rowStride(), Kernels.BLOCK, dz.blockStride(),
                        rows, dz.width(), tile.width(), sums[chunk], tile.at);
            } else {
                kernels.outer(
                        xValues, xBand + tile.start, xRow, xStep,
                        dzValues, dzBand, dz.rowStride(), Kernels.BLOCK, dz.blockStride(),
                        rows, dz.width(), tile.width(), sums[chunk], tile.at);
            }
        }
    }

    /** Adds the chunks up in their order and writes dw into the flat gradient. */
    void combine(int chunkCount) {
        chunks = chunkCount;
        workers.run(tiles.size(), combineTask);
    }

    private void combine(Tile tile) {
        for (int chunk = 1; chunk < chunks; chunk++) {
            kernels.add(sums[chunk], tile.at, sums[0], tile.at, NINE * tile.width());
        }
        for (int i = 0; i < tile.count; i++) {
            int row = tile.at + i * tile.width();
            tile.weights.unpack(sums[0], row, tile.panel, tile.element + i, gradient);
        }
    }
}
