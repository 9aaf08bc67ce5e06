package cnn.scratch;

import cnn.backend.Arithmetic;
import cnn.scratch.kernel.Winograd;
import java.util.List;

/**
 * A 3×3 convolution of stride 1, perhaps with ReLU and a 2×2 max pool behind it, by Winograd's F(4×4, 3×3): 36 products
 * where the direct method has 144, and more rounding (docs/winograd.md). Tiles go through in blocks that stay in the cache.
 *
 * <p>Forward: x → V → M = V·U → y. Backward is the adjoint of each step: dy → dM, which feeds both dU += Vᵀ·dM and
 * dV = dM·Uᵀ → dx. V is computed anew, because keeping it would cost more memory traffic than the transform.
 */
final class WinogradConvLayer extends ScratchLayer {
    /** Tiles that a chunk should have at least, to make dw's long sums worth their loading and storing. */
    private static final int TILES_A_CHUNK = 64;

    private final WinogradMemory memory;
    private final WinogradInput inputs;
    private final WinogradOutput output;
    /** Decides the chunks, so that a fused pool changes no order of summation. */
    private final int tilesWithoutPool;

    private final WinogradProduct forward;
    private final WinogradProduct backward;
    private final WinogradWeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final float[] parameters;
    private final Workers.Task forwardTask = this::forwardBlock;
    private final Workers.Task backwardTask = this::backwardChunk;
    private float[] dy = {};
    private boolean wantDx;
    private Chunks chunks = new Chunks(1, 1);

    WinogradConvLayer(ConvBuild conv) {
        super(conv.layer());
        int c = conv.channels();
        int o = conv.outputs();
        int w = conv.weightOffset();
        parameters = conv.layer().parameters();
        memory = new WinogradMemory(conv, WinogradWeightGradient.size(c, o));
        output = new WinogradOutput(conv, memory, y);
        tilesWithoutPool = WinogradOutput.tiles(conv.geometry(), false).count();
        inputs = new WinogradInput(conv, memory, output.tiles());
        WinogradWeights.View there = new WinogradWeights.View(w, c, 9, o, c * 9);
        WinogradWeights.View back = new WinogradWeights.View(w, o, c * 9, c, 9);
        forward = new WinogradProduct(kernels, new WinogradWeights(conv.layer(), there, true), memory);
        backward = new WinogradProduct(
                kernels, new WinogradWeights(conv.layer(), back, layerMemory.training()), memory);
        weightGradient = new WinogradWeightGradient(conv, memory);
        biasGradient = new BiasGradient(conv, weightGradient.maxChunks());
    }

    @Override
    String method() {
        return "winograd F(4×4, 3×3)";
    }

    @Override
    List<String> parts() {
        return List.of(memory.tiles() + " tiles at a time", "up to " + weightGradient.maxChunks() + " chunks");
    }

    @Override
    public Arithmetic arithmetic() {
        return Winograd.ARITHMETIC;
    }

    @Override
    void forward(boolean training) {
        forward.weights().transform();
        output.readBias(parameters);
        workers.run((n * output.tiles().count() + memory.tiles() - 1) / memory.tiles(), forwardTask);
    }

    private void forwardBlock(int index, int worker) {
        int at = index * memory.tiles();
        int count = Math.min(memory.tiles(), n * output.tiles().count() - at);
        inputs.transform(worker, x, at, count);
        forward.multiply(memory.values(worker), memory.v(0, 0), memory.m(0, 0), count);
        output.store(worker, at, count);
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
        int to = chunks.end(chunk) * output.tiles().count();
        for (int at = chunks.first(chunk) * output.tiles().count(); at < to; at += memory.tiles()) {
            int count = Math.min(memory.tiles(), to - at);
            output.gradient(worker, dy, at, count, biasGradient.sums(chunk));
            inputs.transform(worker, x, at, count);
            memory.clearBehind(worker, count, inputs.blocks(), output.blocks());
            weightGradient.add(worker, count);
            if (wantDx) {
                backward.multiply(memory.values(worker), memory.m(0, 0), memory.v(0, 0), count);
                inputs.adjoint(worker, dx, at, count);
            }
        }
        weightGradient.finish(chunk, worker);
    }
}
