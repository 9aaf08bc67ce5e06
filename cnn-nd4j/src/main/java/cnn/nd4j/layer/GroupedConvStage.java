package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.spec.Conv2d;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution in groups as one convolution a group: its channels are copied out of x and dy, and what it gives is copied
 * into y and dx. A group's weights and biases lie together in the flat vectors already. (libnd4j has no convolution with
 * groups.)
 */
final class GroupedConvStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final List<ConvStage> groups = new ArrayList<>();
    private final List<INDArray> x = new ArrayList<>();
    private final List<INDArray> dy = new ArrayList<>();
    private final Shape groupInput;
    private final Shape groupOutput;
    private final INDArray y;
    private final INDArray dx;

    GroupedConvStage(StageContext context, PlacedLayer layer, Conv2d spec) {
        this.context = context;
        this.layer = layer;
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
        int count = spec.groups();
        this.groupInput = part(layer.input(), count);
        this.groupOutput = part(layer.output(), count);
        StageContext apart = context.with(context.gradients().apart());
        Conv2d each = new Conv2d(spec.channels() / count, spec.window(), spec.bias());
        for (int g = 0; g < count; g++) {
            PlacedLayer group = Placed.inside(layer, each, groupInput, slices(layer, g, count));
            groups.add(new ConvStage(apart, group, each, ConvKernel.DENSE));
            x.add(context.workspace(groupInput));
            dy.add(context.workspace(groupOutput));
        }
    }

    private static Shape part(Shape image, int count) {
        return Shape.of(image.dim(0) / count, image.dim(1), image.dim(2));
    }

    /** The rows of w and b that belong to group {@code g}. */
    private static List<Slice> slices(PlacedLayer layer, int g, int count) {
        return layer.parameters().stream()
                .map(all -> {
                    int[] extents = all.parameter().shape().toArray();
                    extents[0] /= count;
                    ParameterSpec whole = all.parameter();
                    ParameterSpec part = new ParameterSpec(
                            whole.name(), whole.role(), Shape.of(extents), whole.fanIn(), whole.fanOut());
                    return new Slice(all.name(), part, all.offset() + g * part.shape().size());
                })
                .toList();
    }

    @Override
    public String describe() {
        return groups.size() + " groups, each " + groups.get(0).describe();
    }

    @Override
    public Run run(int n) {
        return new GroupedRun(n);
    }

    private final class GroupedRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final List<Run> runs;
        private final List<INDArray> xParts;
        private final List<INDArray> dyParts;
        private final List<NativeOp> split;
        private final List<NativeOp> splitDy;
        private final List<NativeOp> join;
        private final List<NativeOp> joinDx;
        private final int n;
        private INDArray lastX;
        private INDArray lastDy;

        GroupedRun(int n) {
            this.n = n;
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.lastX = dxBatch;
            this.lastDy = yBatch;
            this.runs = groups.stream().map(group -> group.run(n)).toList();
            this.xParts = x.stream().map(part -> context.batch(part, n, groupInput)).toList();
            this.dyParts = dy.stream().map(part -> context.batch(part, n, groupOutput)).toList();
            this.split = each(g -> Permutation.copy(channels(dxBatch, layer.input(), groupInput, g), xParts.get(g)));
            this.splitDy = each(g -> Permutation.copy(channels(yBatch, layer.output(), groupOutput, g), dyParts.get(g)));
            this.join = each(g -> Permutation.copy(dyParts.get(g), channels(yBatch, layer.output(), groupOutput, g)));
            this.joinDx = each(g -> Permutation.copy(xParts.get(g), channels(dxBatch, layer.input(), groupInput, g)));
        }

        private List<NativeOp> each(IntFunction<NativeOp> make) {
            return IntStream.range(0, groups.size()).mapToObj(make).toList();
        }

        /** The view of group {@code g}'s channels in a batch. */
        private INDArray channels(INDArray batch, Shape whole, Shape part, int g) {
            long[] start = new long[4];
            start[context.layout() == Layout.CHANNELS_LAST ? 3 : 1] = (long) g * part.dim(0);
            return Memory.part(
                    batch, context.layout().extents(n, whole), start, context.layout().extents(n, part));
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            if (input != lastX) {
                lastX = input;
                for (int g = 0; g < split.size(); g++) {
                    split.get(g).input(0, channels(input, layer.input(), groupInput, g));
                }
            }
            for (int g = 0; g < runs.size(); g++) {
                split.get(g).run();
                INDArray part = runs.get(g).forward(xParts.get(g), mode);
                join.get(g).input(0, part).run();
            }
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            splitDy(outputGradient);
            for (int g = 0; g < runs.size(); g++) {
                INDArray part = runs.get(g).backward(dyParts.get(g));
                joinDx.get(g).input(0, part).run();
            }
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray outputGradient) {
            splitDy(outputGradient);
            for (int g = 0; g < runs.size(); g++) {
                runs.get(g).parametersOnly(dyParts.get(g));
            }
        }

        private void splitDy(INDArray outputGradient) {
            if (outputGradient != lastDy) {
                lastDy = outputGradient;
                for (int g = 0; g < splitDy.size(); g++) {
                    splitDy.get(g).input(0, channels(outputGradient, layer.output(), groupOutput, g));
                }
            }
            splitDy.forEach(NativeOp::run);
        }

        @Override
        public void close() {
            runs.forEach(Run::close);
            List.of(split, splitDy, join, joinDx).forEach(Operation::closeAll);
        }
    }
}
