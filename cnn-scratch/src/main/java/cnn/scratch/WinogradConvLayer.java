package cnn.scratch;

import cnn.backend.Arithmetic;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;
import cnn.spec.Geometry2d;
import cnn.tensor.Shape;

/**
 * A 3×3 convolution of stride 1, perhaps with ReLU and a 2×2 max pool behind it, by Winograd's F(4×4, 3×3): 36 products
 * where the direct method has 144, and more rounding (docs/winograd.md). All three passes share the transforms: y from x
 * and U, dx from dz and the flipped kernels' U, dw in the transformed domain. Samples are shared out by {@link Chunks}.
 */
final class WinogradConvLayer extends ScratchLayer {
    /** Tiles that a chunk should have at least, to make dw's long sums worth their loading and storing. */
    private static final int TILES_A_CHUNK = 64;

    private final ConvOutput output;
    private final WinogradTiles outputTiles;
    private final WinogradTiles inputTiles;
    /** Decides the chunks, so that a fused pool changes no order of summation. */
    private final int tilesWithoutPool;

    private final WinogradMemory memory;
    private final WinogradProduct forward;
    private final WinogradProduct backward;
    private final WinogradWeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final Layout dzLayout;
    private final int samplesAtOnce;
    private final float[][] dz;
    private final int[] dxPlaces;
    private final float[] parameters;
    private final float[] noBias = new float[Kernels.BLOCK];
    private final WinogradProduct.Sink toY = this::storeY;
    private final WinogradProduct.Sink toDx = this::storeDx;
    private final Workers.Task forwardTask = this::forwardBlock;
    private final Workers.Task backwardTask = this::backwardChunk;
    private float[] dy = {};
    private boolean wantDx;
    private Chunks chunks = new Chunks(1, 1);

    WinogradConvLayer(ConvBuild conv) {
        super(conv.layer());
        Geometry2d g = conv.geometry();
        int c = conv.channels();
        int o = conv.outputs();
        parameters = conv.layer().parameters();
        outputTiles = outputTiles(g, conv.pooled());
        tilesWithoutPool = outputTiles(g, false).count();
        inputTiles = new WinogradTiles(g.height(), g.width(), false);
        dxPlaces = inputTiles.pixels().places(dxLayout::offset);
        memory = new WinogradMemory(machine.threads(), c, o);
        dzLayout = dzLayout(g, Shape.of(o, g.outHeight(), g.outWidth()));
        samplesAtOnce = Math.min(conv.layer().maxBatch(), Math.max(1, memory.tiles() / outputTiles.count()));
        dz = new float[machine.threads()][dzLayout.allocate(samplesAtOnce).length];
        output = new ConvOutput(conv, outputTiles.pixels(), dzLayout, y);

        int w = conv.weightOffset();
        forward = new WinogradProduct(
                machine, xLayout, outputTiles.patches(xLayout, g.top(), g.left()),
                new WinogradWeights(machine, parameters, new WinogradWeights.View(w, c, 9, o, c * 9, false)), memory);
        backward = new WinogradProduct(
                machine, dzLayout, inputTiles.patches(dzLayout, 2 - g.top(), 2 - g.left()),
                new WinogradWeights(machine, parameters, new WinogradWeights.View(w, o, c * 9, c, 9, true)), memory);
        weightGradient = new WinogradWeightGradient(
                conv, forward, memory, dzLayout, outputTiles.patches(dzLayout, 0, 0));
        biasGradient = new BiasGradient(conv, dzLayout, weightGradient.maxChunks());
    }

    /** What a pool drops at an odd edge is not even computed. */
    private static WinogradTiles outputTiles(Geometry2d g, boolean pooled) {
        return pooled
                ? new WinogradTiles(g.outHeight() / 2 * 2, g.outWidth() / 2 * 2, true)
                : new WinogradTiles(g.outHeight(), g.outWidth(), false);
    }

    /** The layout in which x is read: with a halo as wide as the tiles' patches reach. */
    static Layout xLayout(Geometry2d g, Shape image) {
        WinogradTiles tiles = new WinogradTiles(g.outHeight(), g.outWidth(), false);
        return Layout.blocked(image, Kernels.BLOCK)
                .withHalo(
                        g.top(),
                        Math.max(0, tiles.coveredRows() + 2 - g.top() - g.height()),
                        g.left(),
                        Math.max(0, tiles.coveredColumns() + 2 - g.left() - g.width()));
    }

    private Layout dzLayout(Geometry2d g, Shape image) {
        int above = 2 - g.top();
        int leftOf = 2 - g.left();
        int rows = Math.max(inputTiles.coveredRows() + 2, above + outputTiles.coveredRows());
        int columns = Math.max(inputTiles.coveredColumns() + 2, leftOf + outputTiles.coveredColumns());
        return Layout.blocked(image, Kernels.BLOCK)
                .withHalo(
                        above,
                        Math.max(0, rows - above - g.outHeight()),
                        leftOf,
                        Math.max(0, columns - leftOf - g.outWidth()));
    }

    @Override
    public Arithmetic arithmetic() {
        return Winograd.ARITHMETIC;
    }

    @Override
    void forward(boolean training) {
        forward.weights().transform();
        output.readBias(parameters);
        workers.run((n * outputTiles.count() + memory.tiles() - 1) / memory.tiles(), forwardTask);
    }

    private void forwardBlock(int index, int worker) {
        int from = index * memory.tiles();
        forward.run(worker, x, 0, from, Math.min(n * outputTiles.count(), from + memory.tiles()), toY);
    }

    private void storeY(float[] z, int tile, int block, int sample) {
        outputTiles.fill(tile, z, Kernels.BLOCK);
        output.store(z, 0, 2 * tile, block, sample);
        output.store(z, Kernels.ROWS * Kernels.BLOCK, 2 * tile + 1, block, sample);
    }

    @Override
    void backward(float[] gradient, boolean dxWanted) {
        dy = gradient;
        wantDx = dxWanted;
        if (wantDx) {
            backward.weights().transform();
        }
        if (chunks.samples() != n) {
            int most = Math.min(n, weightGradient.maxChunks());
            chunks = new Chunks(Math.max(1, Math.min(most, n * tilesWithoutPool / TILES_A_CHUNK)), n);
        }
        workers.run(chunks.count(), backwardTask);
        weightGradient.combine(chunks.count());
        biasGradient.combine(chunks.count());
    }

    private void backwardChunk(int chunk, int worker) {
        weightGradient.clear(worker);
        biasGradient.clear(chunk);
        for (int first = chunks.first(chunk); first < chunks.end(chunk); first += samplesAtOnce) {
            int end = Math.min(chunks.end(chunk), first + samplesAtOnce);
            for (int sample = first; sample < end; sample++) {
                int base = (sample - first) * dzLayout.sampleSize();
                output.spread(dy, sample, dz[worker], base);
                biasGradient.add(chunk, dz[worker], base);
            }
            weightGradient.add(worker, x, dz[worker], first, end);
            if (wantDx) {
                int tiles = inputTiles.count();
                backward.run(worker, dz[worker], first, first * tiles, end * tiles, toDx);
            }
        }
        weightGradient.finish(chunk, worker);
    }

    private void storeDx(float[] z, int tile, int block, int sample) {
        inputTiles.fill(tile, z, Kernels.BLOCK);
        int base = sample * dxLayout.sampleSize() + block * dxLayout.blockStride();
        int pixel = tile * WinogradTiles.PIXELS;
        kernels.store(z, 0, noBias, 0, false, dx, base, dxPlaces, pixel);
        kernels.store(z, Kernels.ROWS * Kernels.BLOCK, noBias, 0, false, dx, base, dxPlaces, pixel + Kernels.ROWS);
    }
}
