package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution, perhaps with ReLU and a 2×2 max pool behind it, by the direct method on blocks of channels: any
 * kernel, stride, padding, dilation and groups.
 *
 * <p>Backward goes sample by sample: dz (dy before activation and pool) is made in memory that stays in the cache, then
 * feeds db, dw and dx; see {@link Chunks} for how samples are shared out.
 */
final class DirectConvLayer extends ScratchLayer {
    private final ConvOutput output;
    private final Correlation[] forward;
    private final Correlation[] backward;
    private final DirectWeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final Layout dzLayout;
    private final float[][] dz;
    private final float[] parameters;
    private final String kernel;
    private final float[] noBias = new float[Kernels.BLOCK];
    private final Correlation.Sink toY;
    private final Correlation.Sink[] toDx;
    private final Workers.Task forwardTask = this::forwardSegment;
    private final Workers.Task backwardTask = this::backwardChunk;
    private int segments;
    private float[] dy = {};
    private boolean wantDx;
    private Chunks chunks = new Chunks(1, 1);

    DirectConvLayer(ConvBuild conv) {
        super(conv.layer());
        Geometry2d g = conv.geometry();
        ConvGeometry geometry = new ConvGeometry(conv);
        parameters = conv.layer().parameters();
        kernel = conv.kernel();
        dzLayout = geometry.dzLayout();
        dz = layerMemory.forBackward(machine.threads(), dzLayout.length(1));
        PixelTiles pixels = conv.pooled()
                ? PixelTiles.byWindow(dyLayout.height(), dyLayout.width())
                : PixelTiles.rowByRow(g.outHeight(), g.outWidth());
        output = new ConvOutput(conv, pixels, dzLayout, y);
        toY = output::store;

        forward = forward(conv, geometry, pixels);
        weightGradient = new DirectWeightGradient(conv.layer(), g, xLayout, forward, dzLayout);
        biasGradient = new BiasGradient(conv, weightGradient.maxChunks());

        List<Correlation> parts = new ArrayList<>();
        List<Correlation.Sink> sinks = new ArrayList<>();
        List<ConvGeometry.Phase> phases =
                layerMemory.training() ? geometry.backwardPhases(dzLayout, dxLayout, PixelTiles::rowByRow) : List.of();
        for (ConvGeometry.Phase phase : phases) {
            for (ChannelRange range : geometry.inputRanges()) {
                parts.add(backward(conv, geometry, phase, range));
                sinks.add((tile, at, tileIndex, block, sample) ->
                        storeDx(phase.to(), tile, at, tileIndex, block, sample));
            }
        }
        backward = parts.toArray(Correlation[]::new);
        toDx = sinks.toArray(Correlation.Sink[]::new);
    }

    private Correlation[] forward(ConvBuild conv, ConvGeometry geometry, PixelTiles pixels) {
        var numbering = new PackedWeights.Numbering(
                conv.weightOffset(), geometry.weightsAnOutput(), conv.outputs() / conv.groups());
        int[] places = geometry.forwardPlaces(xLayout, pixels);
        return geometry.outputRanges().stream()
                .map(range -> {
                    Taps taps = geometry.forwardTaps(xLayout, range);
                    return new Correlation(places, taps, new PackedWeights(conv.layer(), numbering, range, taps));
                })
                .toArray(Correlation[]::new);
    }

    private Correlation backward(ConvBuild conv, ConvGeometry geometry, ConvGeometry.Phase phase, ChannelRange range) {
        var numbering = new PackedWeights.Numbering(
                conv.weightOffset(), geometry.area(), conv.channels() / conv.groups());
        Taps taps = geometry.backwardTaps(dzLayout, phase, range);
        return new Correlation(phase.from(), taps, new PackedWeights(conv.layer(), numbering, range, taps));
    }

    @Override
    String method() {
        return "direct " + kernel;
    }

    @Override
    List<String> parts() {
        String chunks = "up to " + weightGradient.maxChunks() + " chunks";
        return forward.length > 1 ? List.of(forward.length + " passes over groups", chunks) : List.of(chunks);
    }

    /** Tiles of a sample. */
    private int tiles() {
        return forward[0].tiles();
    }

    @Override
    void forward(boolean training) {
        for (Correlation part : forward) {
            part.weights().pack(workers);
        }
        output.readBias(parameters);
        segments = Math.max(1, Math.min(tiles(), 4 * machine.threads() / n));
        workers.run(n * segments, forwardTask);
    }

    private void forwardSegment(int index, int worker) {
        int sample = index / segments;
        int segment = index % segments;
        int from = tiles() * segment / segments;
        int to = tiles() * (segment + 1) / segments;
        for (Correlation part : forward) {
            part.run(machine, worker, x, xLayout.sample(sample), sample, from, to, toY);
        }
    }

    @Override
    void backward(float[] gradient, boolean dxWanted) {
        dy = gradient;
        wantDx = dxWanted;
        if (wantDx) {
            for (Correlation part : backward) {
                part.weights().pack(workers);
            }
        }
        if (chunks.samples() != n) {
            chunks = new Chunks(Math.min(n, weightGradient.maxChunks()), n);
        }
        workers.run(chunks.count(), backwardTask);
        weightGradient.combine(chunks.count());
        biasGradient.combine(chunks.count());
    }

    private void backwardChunk(int chunk, int worker) {
        weightGradient.clear(chunk);
        biasGradient.clear(chunk);
        float[] own = dz[worker];
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            for (int from = 0; from < dzLayout.height(); from += weightGradient.bandRows()) {
                int rows = Math.min(weightGradient.bandRows(), dzLayout.height() - from);
                output.spread(dy, sample, own, from, rows);
                biasGradient.add(chunk, own, dzLayout, from, rows);
                weightGradient.add(chunk, x, xLayout.sample(sample), own, 0, from);
            }
            if (wantDx) {
                for (int i = 0; i < backward.length; i++) {
                    backward[i].run(machine, worker, own, 0, sample, 0, backward[i].tiles(), toDx[i]);
                }
            }
        }
    }

    private void storeDx(int[] to, float[] tile, int at, int tileIndex, int block, int sample) {
        int base = dxLayout.sample(sample) + block * dxLayout.blockStride();
        kernels.store(tile, at, noBias, 0, false, dx, base, to, tileIndex * Kernels.ROWS);
    }
}
