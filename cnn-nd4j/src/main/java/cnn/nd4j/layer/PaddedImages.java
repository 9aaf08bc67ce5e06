package cnn.nd4j.layer;

import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.spec.Geometry2d;
import cnn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images with their padding written out, for operations that take no asymmetric padding: x inside zeros, and the gradient
 * with respect to that, of which the inside is dx.
 */
final class PaddedImages {
    private final StageContext context;
    private final Geometry2d geometry;
    private final Shape paddedSample;
    private final INDArray x;
    private final INDArray dx;

    PaddedImages(StageContext context, Shape sample, Geometry2d geometry) {
        this.context = context;
        this.geometry = geometry;
        this.paddedSample = Shape.of(
                sample.dim(0),
                geometry.top() + geometry.height() + geometry.bottom(),
                geometry.left() + geometry.width() + geometry.right());
        this.x = context.workspace(paddedSample);
        this.dx = context.workspace(paddedSample);
    }

    /** For batches of {@code n}, whose dx goes to {@code target}. */
    Run run(int n, INDArray target) {
        return new Run(n, target);
    }

    /** The part of a batch of padded images that is not padding. */
    private INDArray inside(INDArray vector, int n) {
        long[] whole = context.layout().extents(n, paddedSample);
        int rows = context.layout() == Layout.CHANNELS_LAST ? 1 : 2;
        long[] start = new long[whole.length];
        start[rows] = geometry.top();
        start[rows + 1] = geometry.left();
        long[] extents = whole.clone();
        extents[rows] = geometry.height();
        extents[rows + 1] = geometry.width();
        return Memory.part(vector, whole, start, extents);
    }

    /** Bound to one batch size. */
    final class Run {
        private final INDArray xPadded;
        private final INDArray dxPadded;
        private final NativeOp enter;
        private final NativeOp leave;

        private Run(int n, INDArray target) {
            this.xPadded = context.batch(x, n, paddedSample);
            this.dxPadded = context.batch(dx, n, paddedSample);
            this.enter = Permutation.copy(target, inside(x, n));
            this.leave = Permutation.copy(inside(dx, n), target);
        }

        INDArray x() {
            return xPadded;
        }

        INDArray dx() {
            return dxPadded;
        }

        /** Writes {@code images} inside the zeros, which nothing else ever writes to. */
        void enter(INDArray images) {
            enter.input(0, images).run();
        }

        /** Copies the inside of the padded dx out. */
        void leave() {
            leave.run();
        }

        void close() {
            Operation.closeAll(List.of(enter, leave));
        }
    }
}
