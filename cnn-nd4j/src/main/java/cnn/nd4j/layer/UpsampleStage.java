package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.nd4j.op.Scalars;
import cnn.spec.PlacedLayer;
import cnn.spec.Upsample2d;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Repeats pixels: y seen as factorH·factorW interleaved images, each a copy of x. dx is their sum: the mean of an
 * average pooling times their number if that is a power of two, so that neither rounds, else one addition after the
 * other. (libnd4j's {@code upsampling2d} takes three times as long, its {@code upsampling2d_bp} ten times.)
 */
final class UpsampleStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final Upsample2d spec;
    private final int copies;
    private final Maths maths;
    private final INDArray y;
    private final INDArray dx;
    private final INDArray scratch;

    UpsampleStage(StageContext context, PlacedLayer layer, Upsample2d spec) {
        this.context = context;
        this.layer = layer;
        this.spec = spec;
        this.copies = spec.factorH() * spec.factorW();
        this.maths = new Maths(new Scalars(context.memory()));
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
        this.scratch = context.scratch(layer.input());
    }

    @Override
    public String describe() {
        return copies + " copies";
    }

    @Override
    public Run run(int n) {
        return new UpsampleRun(n);
    }

    /** Those pixels of each block of {@code large} that lie at (i, j) in it. */
    private INDArray pixels(INDArray large, int n, int i, int j) {
        boolean last = context.layout() == Layout.CHANNELS_LAST;
        long channels = layer.output().dim(0);
        long height = layer.output().dim(1);
        long width = layer.output().dim(2);
        long column = last ? channels : 1;
        long row = width * column;
        long channel = last ? 1 : height * width;
        long sample = channels * height * width;
        long[] strides = last
                ? new long[] {sample, spec.factorH() * row, spec.factorW() * column, channel}
                : new long[] {sample, channel, spec.factorH() * row, spec.factorW() * column};
        return Memory.strided(
                large, i * row + j * column, context.layout().extents(n, layer.input()), strides);
    }

    private List<INDArray> parts(INDArray large, int n) {
        List<INDArray> parts = new ArrayList<>();
        for (int i = 0; i < spec.factorH(); i++) {
            for (int j = 0; j < spec.factorW(); j++) {
                parts.add(pixels(large, n, i, j));
            }
        }
        return parts;
    }

    private final class UpsampleRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final List<NativeOp> copyOut = new ArrayList<>();
        private final Sum sum;

        UpsampleRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            for (INDArray part : parts(y, n)) {
                copyOut.add(Permutation.copy(dxBatch, part));
            }
            this.sum = Integer.bitCount(copies) == 1 ? pooled(n) : added(n);
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            copyOut.forEach(copy -> copy.input(0, x).run());
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            sum.of(dy);
            return dxBatch;
        }

        @Override
        public void close() {
            Operation.closeAll(copyOut);
            sum.close();
        }

        private Sum pooled(int n) {
            long h = spec.factorH();
            long w = spec.factorW();
            NativeOp mean = NativeOp.of("avgpool2d", new INDArray[] {yBatch}, dxBatch)
                    .withIntegers(h, w, h, w, 0, 0, 1, 1, 0, 0, context.layout().flag())
                    .withOneDnn(context.oneDnn());
            NativeOp times = maths.times(dxBatch, copies, dxBatch);
            return new Sum() {
                @Override
                public void of(INDArray dy) {
                    mean.input(0, dy).run();
                    times.run();
                }

                @Override
                public void close() {
                    Operation.closeAll(List.of(mean, times));
                }
            };
        }

        /** Each part is copied to one piece first: additions that jump through memory take five times as long. */
        private Sum added(int n) {
            INDArray spare = context.batch(scratch, n, layer.input());
            List<NativeOp> copyIn = new ArrayList<>();
            for (INDArray part : parts(y, n)) {
                copyIn.add(Permutation.copy(part, copyIn.isEmpty() ? dxBatch : spare));
            }
            NativeOp add = maths.plus(dxBatch, spare, dxBatch);
            return new Sum() {
                private INDArray bound = yBatch;

                @Override
                public void of(INDArray dy) {
                    if (dy != bound) {
                        bound = dy;
                        List<INDArray> parts = parts(dy, n);
                        for (int k = 0; k < parts.size(); k++) {
                            copyIn.get(k).input(0, parts.get(k));
                        }
                    }
                    copyIn.get(0).run();
                    for (NativeOp copy : copyIn.subList(1, copyIn.size())) {
                        copy.run();
                        add.run();
                    }
                }

                @Override
                public void close() {
                    Operation.closeAll(copyIn);
                    add.close();
                }
            };
        }
    }

    /** Writes the sum of dy's parts into dx. */
    private interface Sum {
        void of(INDArray dy);

        void close();
    }
}
