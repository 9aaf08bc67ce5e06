package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The address arithmetic of a convolution: which halo its input needs so that no tap falls outside, what an output
 * pixel sums over, and the same for dx. Everything here is done once, when a network is built.
 *
 * <p>dx[h] sums w[kh]·dz[i] over the i and kh with i·stride - top + kh·dilation = h. For input rows h = phase +
 * stride·m of one phase, the kernel rows that divide evenly are the same, and their i = m + (phase + top - kh·dilation)
 * / stride lie at fixed distances from m. So each of strideH·strideW phases is a stride-1 correlation over dz with a
 * part of the kernel.
 */
final class ConvGeometry {
    final Geometry2d g;
    private final int channels;
    private final int outputs;
    private final int groups;
    private final List<List<AxisTap>> rowPhases;
    private final List<List<AxisTap>> columnPhases;

    /** Kernel element {@code k} at distance {@code shift} along one axis. */
    private record AxisTap(int k, int shift) {}

    ConvGeometry(ConvBuild conv) {
        this(conv.geometry(), conv.channels(), conv.outputs(), conv.groups());
    }

    ConvGeometry(Geometry2d g, int channels, int outputs, int groups) {
        this.g = g;
        this.channels = channels;
        this.outputs = outputs;
        this.groups = groups;
        this.rowPhases = phases(g.strideH(), g.kernelH(), g.dilationH(), g.top());
        this.columnPhases = phases(g.strideW(), g.kernelW(), g.dilationW(), g.left());
    }

    private static List<List<AxisTap>> phases(int stride, int kernel, int dilation, int before) {
        List<List<AxisTap>> phases = new ArrayList<>();
        for (int phase = 0; phase < stride; phase++) {
            List<AxisTap> taps = new ArrayList<>();
            for (int k = 0; k < kernel; k++) {
                int distance = phase + before - k * dilation;
                if (Math.floorMod(distance, stride) == 0) {
                    taps.add(new AxisTap(k, Math.floorDiv(distance, stride)));
                }
            }
            phases.add(taps);
        }
        return phases;
    }

    /**
     * The layout in which this convolution reads x: few channels (of a network's first layer) side by side, else
     * blocks.
     */
    static Layout xLayout(Geometry2d g, Shape image, boolean tight) {
        int block = tight ? Math.min(image.dim(0), Kernels.BLOCK) : Kernels.BLOCK;
        int below = (g.outHeight() - 1) * g.strideH() + g.dilatedKernelH() - g.top() - g.height();
        int rightOf = (g.outWidth() - 1) * g.strideW() + g.dilatedKernelW() - g.left() - g.width();
        return Layout.blocked(image, block).withHalo(g.top(), Math.max(0, below), g.left(), Math.max(0, rightOf));
    }

    /** The gradient before activation and pool, with the halo that dx needs. */
    Layout dzLayout() {
        int[] rows = halo(rowPhases, g.strideH(), g.height(), g.outHeight());
        int[] columns = halo(columnPhases, g.strideW(), g.width(), g.outWidth());
        return Layout.blocked(Shape.of(outputs, g.outHeight(), g.outWidth()), Kernels.BLOCK)
                .withHalo(rows[0], rows[1], columns[0], columns[1]);
    }

    private static int[] halo(List<List<AxisTap>> phases, int stride, int extent, int out) {
        int before = 0;
        int after = 0;
        for (int phase = 0; phase < stride && phase < extent; phase++) {
            int last = (extent - 1 - phase) / stride;
            for (AxisTap tap : phases.get(phase)) {
                before = Math.max(before, -tap.shift());
                after = Math.max(after, last + tap.shift() - (out - 1));
            }
        }
        return new int[] {before, after};
    }

    /** Output channels that see the same input channels. */
    List<ChannelRange> outputRanges() {
        return ChannelRange.split(outputs, groups);
    }

    /** Input channels that are seen by the same output channels. */
    List<ChannelRange> inputRanges() {
        return ChannelRange.split(channels, groups);
    }

    /** C/groups·KH·KW, the weights of one output channel. */
    int weightsAnOutput() {
        return channels / groups * area();
    }

    int area() {
        return g.kernelH() * g.kernelW();
    }

    /** What the y of some channels sums over in x. */
    Taps forwardTaps(Layout x, ChannelRange range) {
        int seen = channels / groups;
        Taps taps = new Taps();
        for (int group = range.firstGroup(); group < range.endGroup(); group++) {
            for (int c = group * seen, next; c < (group + 1) * seen; c = next) {
                next = Math.min((group + 1) * seen, (c / x.block() + 1) * x.block());
                for (KernelTap tap : kernelTaps(x)) {
                    int weight = (c - group * seen) * area() + tap.k();
                    taps.add(x.channelOffset(c) + tap.offset(), next - c, weight, area(), group);
                }
            }
        }
        return taps;
    }

    /** Every kernel element with what it meets in x, seen from the beginning of a window. */
    List<KernelTap> kernelTaps(Layout x) {
        List<KernelTap> taps = new ArrayList<>();
        for (int k = 0; k < area(); k++) {
            int offset = k / g.kernelW() * g.dilationH() * x.rowStride() + k % g.kernelW() * g.dilationW() * x.block();
            taps.add(new KernelTap(offset, k));
        }
        return taps;
    }

    /** Where the windows of the output pixels begin in x. */
    int[] forwardPlaces(Layout x, PixelTiles pixels) {
        int corner = x.offset(-g.top(), -g.left());
        return pixels.places((i, j) -> corner + i * g.strideH() * x.rowStride() + j * g.strideW() * x.block());
    }

    /**
     * One correlation for each phase of the stride that has any pixel.
     *
     * @param order makes tiles of the pixels of an image
     */
    List<Phase> backwardPhases(Layout dz, Layout dx, PixelTiles.Order order) {
        List<Phase> phases = new ArrayList<>();
        for (int ph = 0; ph < Math.min(g.strideH(), g.height()); ph++) {
            for (int pw = 0; pw < Math.min(g.strideW(), g.width()); pw++) {
                phases.add(phase(dz, dx, ph, pw, order));
            }
        }
        return phases;
    }

    private Phase phase(Layout dz, Layout dx, int ph, int pw, PixelTiles.Order order) {
        List<KernelTap> taps = new ArrayList<>();
        for (AxisTap row : rowPhases.get(ph)) {
            for (AxisTap column : columnPhases.get(pw)) {
                int offset = row.shift() * dz.rowStride() + column.shift() * dz.block();
                taps.add(new KernelTap(offset, row.k() * g.kernelW() + column.k()));
            }
        }
        PixelTiles pixels = order.tiles(
                (g.height() - 1 - ph) / g.strideH() + 1, (g.width() - 1 - pw) / g.strideW() + 1);
        return new Phase(
                List.copyOf(taps),
                pixels.places((i, j) -> dz.offset(i, j)),
                pixels.places((i, j) -> dx.offset(ph + g.strideH() * i, pw + g.strideW() * j)));
    }

    /** What the dx of some channels sums over in dz, in one phase. */
    Taps backwardTaps(Layout dz, Phase phase, ChannelRange range) {
        int made = outputs / groups;
        Taps taps = new Taps();
        for (int group = range.firstGroup(); group < range.endGroup(); group++) {
            for (int o = group * made, next; o < (group + 1) * made; o = next) {
                next = Math.min((group + 1) * made, (o / dz.block() + 1) * dz.block());
                // That of input channel 0, were it in the group.
                int weight = o * weightsAnOutput() - group * weightsAnOutput();
                for (KernelTap tap : phase.taps()) {
                    int offset = dz.channelOffset(o) + tap.offset();
                    taps.add(offset, next - o, weight + tap.k(), weightsAnOutput(), group);
                }
            }
        }
        return taps;
    }

    /** Kernel element number {@code k}, in row order, at some distance in memory. */
    record KernelTap(int offset, int k) {}

    /**
     * The pixels of dx that the same kernel elements reach.
     *
     * @param from places in dz
     * @param to places in dx
     */
    record Phase(List<KernelTap> taps, int[] from, int[] to) {}
}
