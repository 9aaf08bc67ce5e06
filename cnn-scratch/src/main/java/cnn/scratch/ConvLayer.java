package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.List;

/**
 * A convolution, perhaps with ReLU and a 2×2 max pool behind it, by the direct method on blocks of channels: any kernel,
 * stride, padding and dilation.
 *
 * <p>Backward goes sample by sample: dz (dy before activation and pool) is made in memory that stays in the cache, then
 * feeds db, dw and dx. Samples are cut into chunks that depend on the batch and the layer's size only; each chunk has its
 * own sums of dw and db, which are added in the order of the chunks. So the result has the same bits for any number of
 * threads.
 */
final class ConvLayer extends ScratchLayer {
    private final ConvOutput output;
    private final Correlation forward;
    private final Correlation[] backward;
    private final int[][] backwardPlaces;
    private final WeightGradient weightGradient;
    private final Layout dzLayout;
    private final float[][] dz;
    private final float[] parameters;
    private final float[] noBias = new float[Kernels.BLOCK];
    private final Correlation.Sink toY;
    private final Correlation.Sink[] toDx;
    private final Workers.Task forwardTask = this::forwardSegment;
    private final Workers.Task backwardTask = this::backwardChunk;
    private int segments;
    private float[] dy = {};
    private boolean wantDx;

    ConvLayer(LayerBuild build, Geometry2d g, boolean relu, boolean pooled) {
        super(build);
        PlacedLayer conv = build.first();
        int channels = conv.input().dim(0);
        int outputs = conv.output().dim(0);
        ConvGeometry geometry = new ConvGeometry(g, channels, outputs);
        parameters = build.parameters();
        dzLayout = geometry.dzLayout();
        dz = new float[machine.threads()][dzLayout.allocate(1).length];
        Slice w = conv.parameter("w");
        int biases = conv.parameters().size() > 1 ? outputs : 0;
        int biasOffset = biases > 0 ? conv.parameter("b").offset() : 0;
        output = new ConvOutput(build, g, relu, pooled, dzLayout, y, biasOffset, biases);
        toY = output::store;

        Taps taps = geometry.forwardTaps(xLayout);
        int perOutput = channels * g.kernelH() * g.kernelW();
        PackedWeights packed = new PackedWeights(parameters, w.offset(), taps.weights(), perOutput, outputs);
        forward = new Correlation(geometry.forwardPlaces(xLayout, output.pixels), taps, packed);
        weightGradient = new WeightGradient(build, g, taps.runs(), packed, dzLayout, biasOffset, biases);

        List<ConvGeometry.Phase> phases = geometry.backwardPhases(dzLayout, dxLayout);
        backward = new Correlation[phases.size()];
        backwardPlaces = new int[phases.size()][];
        toDx = new Correlation.Sink[phases.size()];
        for (int i = 0; i < backward.length; i++) {
            ConvGeometry.Phase phase = phases.get(i);
            int area = g.kernelH() * g.kernelW();
            int[] to = phase.to();
            backward[i] = new Correlation(
                    phase.from(),
                    phase.taps(),
                    new PackedWeights(parameters, w.offset(), phase.taps().weights(), area, channels));
            backwardPlaces[i] = to;
            toDx[i] = (tile, at, tileIndex, block, sample) -> storeDx(to, tile, at, tileIndex, block, sample);
        }
    }

    @Override
    void forward(boolean training) {
        forward.weights().pack(workers);
        output.readBias(parameters);
        segments = Math.max(1, Math.min(forward.tiles(), 4 * machine.threads() / n));
        workers.run(n * segments, forwardTask);
    }

    private void forwardSegment(int index, int worker) {
        int sample = index / segments;
        int segment = index % segments;
        int tiles = forward.tiles();
        forward.run(
                machine, worker, x, sample * xLayout.sampleSize(), sample,
                tiles * segment / segments, tiles * (segment + 1) / segments, toY);
    }

    @Override
    void backward(float[] gradient, boolean dxWanted) {
        dy = gradient;
        wantDx = dxWanted;
        if (wantDx) {
            for (Correlation phase : backward) {
                phase.weights().pack(workers);
            }
        }
        workers.run(weightGradient.begin(n), backwardTask);
        weightGradient.combine();
    }

    private void backwardChunk(int chunk, int worker) {
        weightGradient.clear(chunk);
        float[] own = dz[worker];
        for (int sample = weightGradient.firstSample(chunk); sample < weightGradient.firstSample(chunk + 1); sample++) {
            output.spread(dy, sample, own);
            weightGradient.add(chunk, x, sample * xLayout.sampleSize(), own);
            if (wantDx) {
                for (int i = 0; i < backward.length; i++) {
                    backward[i].run(machine, worker, own, 0, sample, 0, backward[i].tiles(), toDx[i]);
                }
            }
        }
    }

    private void storeDx(int[] to, float[] tile, int at, int tileIndex, int block, int sample) {
        int base = sample * dxLayout.sampleSize() + block * dxLayout.blockStride();
        kernels.store(tile, at, noBias, 0, false, dx, base, to, tileIndex * Kernels.ROWS);
    }
}
