package cnn.nd4j;

import cnn.backend.Mode;
import cnn.spec.PlacedLayer;
import cnn.spec.Upsample2d;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Repeats pixels: y seen as factorH·factorW interleaved images, each a copy of x; dx is their sum. (libnd4j's
 * {@code upsampling2d} and {@code upsampling2d_bp} take three times as long.)
 */
final class UpsampleStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final Upsample2d spec;
    private final Maths maths;
    private final INDArray y;
    private final INDArray dx;

    UpsampleStage(StageContext context, PlacedLayer layer, Upsample2d spec) {
        this.context = context;
        this.layer = layer;
        this.spec = spec;
        this.maths = new Maths(new Scalars(context.memory()));
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return spec.factorH() * spec.factorW() + " copies";
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

    private final class UpsampleRun implements Run {
        private final int n;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final List<NativeOp> copies = new ArrayList<>();
        private final List<NativeOp> sums = new ArrayList<>();
        private INDArray lastDy;

        UpsampleRun(int n) {
            this.n = n;
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.lastDy = yBatch;
            List<INDArray> parts = parts(y);
            for (INDArray part : parts) {
                copies.add(Permutation.copy(dxBatch, part));
                sums.add(sums.isEmpty() ? Permutation.copy(part, dxBatch) : maths.plus(dxBatch, part, dxBatch));
            }
        }

        private List<INDArray> parts(INDArray large) {
            List<INDArray> parts = new ArrayList<>();
            for (int i = 0; i < spec.factorH(); i++) {
                for (int j = 0; j < spec.factorW(); j++) {
                    parts.add(pixels(large, n, i, j));
                }
            }
            return parts;
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            copies.forEach(copy -> copy.input(0, x).run());
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            if (dy != lastDy) {
                lastDy = dy;
                List<INDArray> parts = parts(dy);
                for (int k = 0; k < parts.size(); k++) {
                    sums.get(k).input(k == 0 ? 0 : 1, parts.get(k));
                }
            }
            sums.forEach(NativeOp::run);
            return dxBatch;
        }

        @Override
        public void close() {
            Operation.closeAll(copies);
            Operation.closeAll(sums);
        }
    }
}
