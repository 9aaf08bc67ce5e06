package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Conv2d;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution with as many groups as input channels, each of which feeds {@code multiplier} outputs; perhaps with
 * ReLU and a 2×2 max pool behind it. Any kernel, stride, padding and dilation.
 *
 * <p>An output channel has one input channel: the 16 channels of a block are the lanes of a vector, multiplied by
 * vectors of weights, and a block of y needs one block of x only. With a multiplier, that block of x is written out
 * with each channel repeated, and dx comes out likewise and is added up. What a task works on is one block of one
 * image, which stays in the cache.
 */
final class DepthwiseConvLayer extends ScratchLayer {
    /** With more outputs an input, writing channels out repeatedly takes longer than products full of zeros. */
    private static final int MOST_REPEATS = 3;

    private final ConvOutput output;
    private final int multiplier;
    private final int area;
    private final String kernel;
    /** Per kernel element: the distance of what it meets in x, filled up to whole calls of the kernel. */
    private final int[] offsets;

    private final DepthwiseSums forward;
    private final DepthwiseSums[] backward;
    /** Places of the pixels of each phase in dx. */
    private final int[][] dxPlaces;

    private final DepthwiseWeights weights;
    private final BiasGradient biasGradient;
    private final Layout dzLayout;
    private final ChannelRepeat repeat;
    private final int corner;
    private final int rowStep;
    private final int columnStep;
    /** A thread's block of dz, and with a multiplier blocks of x and dx with channels repeated. */
    private final float[][] dz;

    private final float[][] repeatedX;
    private final float[][] repeatedDx;
    private final float[] noBias = new float[Kernels.BLOCK];
    private final Workers.Task forwardTask = this::forwardBlock;
    private final Workers.Task backwardTask = this::backwardBlock;
    private float[] dy = {};
    private boolean wantDx;
    private Chunks chunks = new Chunks(1, 1);

    DepthwiseConvLayer(ConvBuild conv) {
        super(conv.layer());
        ConvGeometry geometry = new ConvGeometry(conv);
        multiplier = conv.outputs() / conv.channels();
        area = geometry.area();
        kernel = conv.kernel();
        dzLayout = geometry.dzLayout();
        PixelTiles pixels = conv.pooled()
                ? PixelTiles.byWindow(dyLayout.height(), dyLayout.width())
                : PixelTiles.alongRows(conv.geometry().outHeight(), conv.geometry().outWidth());
        output = new ConvOutput(conv, pixels, dzLayout, y);
        corner = xLayout.offset(-conv.geometry().top(), -conv.geometry().left());
        rowStep = conv.geometry().strideH() * xLayout.rowStride();
        columnStep = conv.geometry().strideW() * xLayout.block();
        weights = new DepthwiseWeights(conv, area);
        int[] places = geometry.forwardPlaces(xLayout, pixels);
        forward = new DepthwiseSums(kernels, weights, places, geometry.kernelTaps(xLayout));
        offsets = Arrays.copyOf(forward.offsets(), DepthwiseWeights.elements(area));
        List<ConvGeometry.Phase> phases = geometry.backwardPhases(dzLayout, dxLayout, PixelTiles::alongRows);
        backward = phases.stream()
                .map(phase -> new DepthwiseSums(kernels, weights, phase.from(), phase.taps()))
                .toArray(DepthwiseSums[]::new);
        dxPlaces = phases.stream().map(ConvGeometry.Phase::to).toArray(int[][]::new);
        biasGradient = new BiasGradient(conv, weights.maxChunks());
        repeat = new ChannelRepeat(multiplier, conv.outputs());
        int threads = machine.threads();
        dz = layerMemory.forBackward(threads, dzLayout.blockStride() + Kernels.SLACK);
        repeatedX = layerMemory.workspace(threads, multiplier > 1 ? xLayout.blockStride() + Kernels.SLACK : 0);
        repeatedDx = layerMemory.forBackward(threads, multiplier > 1 ? dxLayout.blockStride() + Kernels.SLACK : 0);
    }

    /** Whether a convolution is one that this layer is good for. */
    static boolean suits(Conv2d conv, int channels) {
        return conv.groups() > 1 && conv.groups() == channels && conv.channels() <= MOST_REPEATS * channels;
    }

    @Override
    String method() {
        return "depthwise " + kernel;
    }

    @Override
    List<String> parts() {
        String chunks = "up to " + weights.maxChunks() + " chunks";
        return multiplier > 1 ? List.of("each channel repeated " + multiplier + " times", chunks) : List.of(chunks);
    }

    @Override
    void forward(boolean training) {
        weights.pack();
        output.readBias(weights.parameters());
        workers.run(n * xLayout.blocks(), forwardTask);
    }

    private void forwardBlock(int index, int worker) {
        int sample = index / xLayout.blocks();
        int block = index % xLayout.blocks();
        float[] tile = machine.tiles()[worker];
        for (int out = block * multiplier; out < endOfOutputs(block); out++) {
            float[] from = source(sample, block, out, worker);
            int at = sourceOffset(sample, block);
            for (int t = 0; t < forward.tiles(); t++) {
                forward.compute(from, at, t, out, tile);
                output.store(tile, 0, t, out, sample);
            }
        }
    }

    /** The blocks of y that a block of x feeds begin at block·multiplier and end here. */
    private int endOfOutputs(int block) {
        return Math.min((block + 1) * multiplier, yLayout.blocks());
    }

    /** The block of x for a block of y, which begins at {@link #sourceOffset}. */
    private float[] source(int sample, int block, int out, int worker) {
        if (multiplier == 1) {
            return x;
        }
        int at = xLayout.sample(sample) + block * xLayout.blockStride();
        repeat.spread(x, at, xLayout.blockStride(), out, repeatedX[worker]);
        return repeatedX[worker];
    }

    private int sourceOffset(int sample, int block) {
        return multiplier == 1 ? xLayout.sample(sample) + block * xLayout.blockStride() : 0;
    }

    @Override
    void backward(float[] gradient, boolean dxWanted) {
        dy = gradient;
        wantDx = dxWanted;
        if (chunks.samples() != n) {
            chunks = new Chunks(Math.min(n, weights.maxChunks()), n);
        }
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            biasGradient.clear(chunk);
        }
        workers.run(chunks.count() * xLayout.blocks(), backwardTask);
        weights.combine(chunks.count());
        biasGradient.combine(chunks.count());
    }

    private void backwardBlock(int index, int worker) {
        int chunk = index / xLayout.blocks();
        int block = index % xLayout.blocks();
        for (int out = block * multiplier; out < endOfOutputs(block); out++) {
            weights.clear(chunk, out);
        }
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            int dxAt = dxLayout.sample(sample) + block * dxLayout.blockStride();
            if (wantDx && multiplier > 1) {
                Arrays.fill(dx, dxAt, dxAt + dxLayout.blockStride(), 0f);
            }
            for (int out = block * multiplier; out < endOfOutputs(block); out++) {
                output.spreadBlock(dy, sample, out, dz[worker], 0);
                biasGradient.addBlock(chunk, out, dz[worker], 0, dzLayout);
                weightGradient(chunk, sample, block, out, worker);
                if (wantDx) {
                    inputGradient(out, dxAt, worker);
                }
            }
        }
    }

    private void weightGradient(int chunk, int sample, int block, int out, int worker) {
        float[] from = source(sample, block, out, worker);
        int at = sourceOffset(sample, block) + corner;
        for (int k = 0; k < area; k += Kernels.DEPTHWISE_TAPS) {
            kernels.depthwiseGradient(
                    from, at, rowStep, columnStep, offsets, k,
                    dz[worker], dzLayout.offset(0, 0), dzLayout.rowStride(), dzLayout.height(), dzLayout.width(),
                    weights.sums(chunk), weights.sumsOffset(out) + k * Kernels.BLOCK);
        }
    }

    /** What a block of dz says about its block of dx, which begins at {@code dxAt}. */
    private void inputGradient(int out, int dxAt, int worker) {
        float[] tile = machine.tiles()[worker];
        float[] to = multiplier == 1 ? dx : repeatedDx[worker];
        int at = multiplier == 1 ? dxAt : 0;
        for (int phase = 0; phase < backward.length; phase++) {
            for (int t = 0; t < backward[phase].tiles(); t++) {
                backward[phase].compute(dz[worker], 0, t, out, tile);
                kernels.store(tile, 0, noBias, 0, false, to, at, dxPlaces[phase], t * Kernels.ROWS);
            }
        }
        if (multiplier > 1) {
            repeat.gather(to, dxLayout.blockStride(), out, dx, dxAt);
        }
    }
}
