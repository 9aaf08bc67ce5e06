package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import cnn.spec.TransposedConv2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A transposed convolution, perhaps with ReLU behind it: the adjoint of the convolution that leads from its output,
 * here called the image, back to its input. So y is made as that convolution's dx, a correlation for each phase of
 * the stride; dx as its y; and dw as its dw, with the roles exchanged.
 *
 * <p>Backward goes sample by sample: dy, 0 where ReLU was shut, is laid into a halo in memory that stays in the
 * cache, then feeds db, dw and dx; see {@link Chunks} for how samples are shared out.
 */
final class TransposedConvLayer extends ScratchLayer {
    private final boolean relu;
    private final String kernel;
    private final float[] parameters;
    private final ConvBuild conv;
    private final Correlation[] forward;
    private final Correlation.Sink[] toY;
    private final Correlation[] backward;
    private final Correlation.Sink toDx;
    private final DirectWeightGradient weightGradient;
    private final BiasGradient biasGradient;
    private final Layout imageLayout;
    /** A thread's dy of one sample. */
    private final float[][] image;

    private final int biasOffset;
    private final int biases;
    private final float[] bias;
    private final float[] noBias = new float[Kernels.BLOCK];
    private final int[] dxPlaces;
    private final Workers.Task forwardTask = this::forwardSegment;
    private final Workers.Task backwardTask = this::backwardChunk;
    private int segments;
    private float[] dy = {};
    private boolean wantDx;
    private Chunks chunks = new Chunks(1, 1);

    TransposedConvLayer(LayerBuild build, TransposedConv2d spec, boolean relu) {
        super(build);
        this.relu = relu;
        Geometry2d g = spec.geometry(build.first().input());
        conv = new ConvBuild(build, g, relu, false);
        kernel = conv.kernel();
        parameters = build.parameters();
        ConvGeometry geometry = geometry(spec, build.first().input());
        imageLayout = ConvGeometry.xLayout(g, build.first().output(), false);
        image = layerMemory.forBackward(machine.threads(), imageLayout.length(1));
        biasOffset = conv.biasOffset();
        biases = conv.biases();
        bias = layerMemory.workspace(yLayout.blocks() * Kernels.BLOCK);

        List<Correlation> parts = new ArrayList<>();
        List<Correlation.Sink> sinks = new ArrayList<>();
        for (ConvGeometry.Phase phase : geometry.backwardPhases(xLayout, yLayout, PixelTiles::rowByRow)) {
            for (ChannelRange range : geometry.inputRanges()) {
                var numbering = new PackedWeights.Numbering(conv.weightOffset(), geometry.area(), conv.outputs());
                Taps taps = geometry.backwardTaps(xLayout, phase, range);
                parts.add(new Correlation(phase.from(), taps, new PackedWeights(build, numbering, range, taps)));
                sinks.add((tile, at, tileIndex, block, sample) ->
                        storeY(phase.to(), tile, at, tileIndex, block, sample));
            }
        }
        forward = parts.toArray(Correlation[]::new);
        toY = sinks.toArray(Correlation.Sink[]::new);

        PixelTiles pixels = PixelTiles.rowByRow(g.outHeight(), g.outWidth());
        dxPlaces = pixels.places(dxLayout::offset);
        backward = layerMemory.training() ? backward(build, geometry, pixels) : new Correlation[0];
        toDx = this::storeDx;
        weightGradient = new DirectWeightGradient(build, g, imageLayout, backward, xLayout);
        biasGradient = new BiasGradient(conv, weightGradient.maxChunks());
    }

    /** Of the convolution that leads back. */
    private static ConvGeometry geometry(TransposedConv2d spec, Shape input) {
        return new ConvGeometry(spec.geometry(input), spec.channels(), input.dim(0), 1);
    }

    /** The layout in which this layer reads x, with the halo that the phases of the stride need. */
    static Layout xLayout(TransposedConv2d spec, Shape input) {
        return geometry(spec, input).dzLayout();
    }

    private Correlation[] backward(LayerBuild build, ConvGeometry geometry, PixelTiles pixels) {
        int inputs = build.first().input().dim(0);
        var numbering = new PackedWeights.Numbering(conv.weightOffset(), geometry.weightsAnOutput(), inputs);
        int[] places = geometry.forwardPlaces(imageLayout, pixels);
        return geometry.outputRanges().stream()
                .map(range -> {
                    Taps taps = geometry.forwardTaps(imageLayout, range);
                    return new Correlation(places, taps, new PackedWeights(build, numbering, range, taps));
                })
                .toArray(Correlation[]::new);
    }

    @Override
    String method() {
        return "transposed " + kernel;
    }

    @Override
    List<String> parts() {
        return List.of(forward.length + " phases", "up to " + weightGradient.maxChunks() + " chunks");
    }

    @Override
    void forward(boolean training) {
        for (Correlation part : forward) {
            part.weights().pack(workers);
        }
        System.arraycopy(parameters, biasOffset, bias, 0, biases);
        segments = Math.max(1, Math.min(forward[0].tiles(), 4 * machine.threads() / n));
        workers.run(n * segments, forwardTask);
    }

    private void forwardSegment(int index, int worker) {
        int sample = index / segments;
        int segment = index % segments;
        for (int i = 0; i < forward.length; i++) {
            int tiles = forward[i].tiles();
            forward[i].run(
                    machine, worker, x, xLayout.sample(sample), sample,
                    tiles * segment / segments, tiles * (segment + 1) / segments, toY[i]);
        }
    }

    private void storeY(int[] to, float[] tile, int at, int tileIndex, int block, int sample) {
        int base = yLayout.sample(sample) + block * yLayout.blockStride();
        kernels.store(tile, at, bias, block * Kernels.BLOCK, relu, y, base, to, tileIndex * Kernels.ROWS);
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
        float[] own = image[worker];
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            readGradient(sample, own);
            biasGradient.add(chunk, own, imageLayout, 0, imageLayout.height());
            int at = xLayout.sample(sample);
            for (int from = 0; from < xLayout.height(); from += weightGradient.bandRows()) {
                weightGradient.add(chunk, own, 0, x, at, from);
            }
            if (wantDx) {
                for (Correlation part : backward) {
                    part.run(machine, worker, own, 0, sample, 0, part.tiles(), toDx);
                }
            }
        }
    }

    /** dy of a sample where ReLU was open, inside the image's halo. */
    private void readGradient(int sample, float[] own) {
        for (int b = 0; b < imageLayout.blocks(); b++) {
            for (int h = 0; h < imageLayout.height(); h++) {
                int from = dyLayout.sample(sample) + dyLayout.rowOffset(b, h);
                int to = imageLayout.rowOffset(b, h);
                if (relu) {
                    int out = yLayout.sample(sample) + yLayout.rowOffset(b, h);
                    kernels.reluBackward(y, out, dy, from, own, to, imageLayout.rowLength());
                } else {
                    System.arraycopy(dy, from, own, to, imageLayout.rowLength());
                }
            }
        }
    }

    private void storeDx(float[] tile, int at, int tileIndex, int block, int sample) {
        int base = dxLayout.sample(sample) + block * dxLayout.blockStride();
        kernels.store(tile, at, noBias, 0, false, dx, base, dxPlaces, tileIndex * Kernels.ROWS);
    }
}
