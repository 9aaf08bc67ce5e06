package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Product;
import cnn.spec.Dense;
import cnn.spec.PlacedLayer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dense layer by three matrix products: y = x·wᵀ + b, dw = dyᵀ·x, dx = dy·w.
 *
 * <p>libnd4j gives them to oneDNN if the result is row-major, else to OpenBLAS. oneDNN is up to twice as fast, except
 * for y: there it is w·xᵀ, which is transposed afterwards, because the product that gives y itself copies w first. And
 * it shares its threads with the other operations; OpenBLAS has its own, which on a busy machine wait for one another a
 * hundred times as long as they work. Where there is no oneDNN, each is written as its transpose, because BLAS is
 * column-major and a row-major result would be copied.
 */
final class DenseStage implements Stage {
    private final StageContext context;
    private final int features;
    private final int units;
    private final INDArray w;
    private final INDArray dw;
    private final Optional<INDArray> b;
    private final Optional<INDArray> db;
    private final INDArray y;
    private final INDArray dx;
    private final PlacedLayer layer;

    DenseStage(StageContext context, PlacedLayer layer, Dense spec) {
        this.context = context;
        this.layer = layer;
        this.features = layer.input().size();
        this.units = spec.units();
        this.w = context.parameter(layer.parameter("w"));
        this.dw = context.gradient(layer.parameter("w"));
        this.b = spec.bias() ? Optional.of(context.parameter(layer.parameter("b"))) : Optional.empty();
        this.db = spec.bias() ? Optional.of(context.gradient(layer.parameter("b"))) : Optional.empty();
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return context.oneDnn() ? "matmul by oneDNN" : "matmul by BLAS";
    }

    @Override
    public Run run(int n) {
        return new DenseRun(n);
    }

    private final class DenseRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final Products products;
        private final Optional<NativeOp> addBias;
        private final Optional<NativeOp> sumDy;

        DenseRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.products = context.oneDnn() ? rowMajor(n) : columnMajor(n);
            this.addBias = b.map(bias -> NativeOp.of("biasadd", new INDArray[] {yBatch, bias}, yBatch));
            this.sumDy = db.map(bias ->
                    NativeOp.of("reduce_sum", new INDArray[] {yBatch}, bias).withIntegers(0));
        }

        private Products rowMajor(int n) {
            INDArray transposed = Memory.view(context.scratch(layer.output()), 0, units, n);
            return new Products(
                    Product.of(w, false, dxBatch, true, transposed),
                    1,
                    Optional.of(NativeOp.of("permute", new INDArray[] {transposed}, yBatch).withIntegers(1, 0)),
                    Product.of(yBatch, false, w, false, dxBatch),
                    0,
                    Product.of(yBatch, true, dxBatch, false, dw),
                    1);
        }

        private Products columnMajor(int n) {
            INDArray yTransposed = Memory.transposedView(y, 0, n, units);
            INDArray dxTransposed = Memory.transposedView(dx, 0, n, features);
            INDArray dwTransposed = Memory.transposedView(
                    context.gradient(), layer.parameter("w").offset(), units, features);
            return new Products(
                    Product.of(w, false, dxBatch, true, yTransposed),
                    1,
                    Optional.empty(),
                    Product.of(w, true, yBatch, true, dxTransposed),
                    1,
                    Product.of(dxBatch, true, yBatch, false, dwTransposed),
                    0);
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            products.forward(x);
            addBias.ifPresent(NativeOp::run);
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            parametersOnly(dy);
            products.dx(dy);
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray dy) {
            products.dw(dy);
            sumDy.ifPresent(sum -> sum.input(0, dy).run());
        }

        @Override
        public void close() {
            products.close();
            Operation.closeAll(Stream.of(addBias, sumDy).flatMap(Optional::stream).toList());
        }
    }

    /**
     * The three products, bound to one batch size.
     *
     * @param xInY which factor of y is x
     * @param finish brings y into its place
     * @param dyInDx which factor of dx is dy
     * @param xInDw which factor of dw is x; the other is dy
     */
    private record Products(
            NativeOp y, int xInY, Optional<NativeOp> finish, NativeOp dx, int dyInDx, NativeOp dw, int xInDw) {
        void forward(INDArray x) {
            y.input(xInY, x).run();
            dw.input(xInDw, x);
            finish.ifPresent(NativeOp::run);
        }

        void dx(INDArray dyNow) {
            dx.input(dyInDx, dyNow).run();
        }

        void dw(INDArray dyNow) {
            dw.input(1 - xInDw, dyNow).run();
        }

        void close() {
            Operation.closeAll(List.of(y, dx, dw));
            finish.ifPresent(NativeOp::close);
        }
    }
}
