package cnn.nd4j;

import cnn.backend.Mode;
import cnn.spec.Dense;
import cnn.spec.PlacedLayer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dense layer by three BLAS products: y = x·wᵀ + b, dw = dyᵀ·x, dx = dy·w. Each is written as its transpose, because BLAS
 * is column-major and a row-major result would be copied.
 */
final class DenseStage implements Stage {
    private final StageContext context;
    private final int features;
    private final int units;
    private final INDArray w;
    private final INDArray dwTransposed;
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
        this.dwTransposed = Memory.transposedView(
                context.gradient(), layer.parameter("w").offset(), units, features);
        this.b = spec.bias() ? Optional.of(context.parameter(layer.parameter("b"))) : Optional.empty();
        this.db = spec.bias() ? Optional.of(context.gradient(layer.parameter("b"))) : Optional.empty();
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return "matmul by BLAS";
    }

    @Override
    public Run run(int n) {
        return new DenseRun(n);
    }

    private final class DenseRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final NativeOp yProduct;
        private final NativeOp dxProduct;
        private final NativeOp dwProduct;
        private final Optional<NativeOp> addBias;
        private final Optional<NativeOp> sumDy;

        DenseRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            INDArray yTransposed = Memory.transposedView(y, 0, n, units);
            INDArray dxTransposed = Memory.transposedView(dx, 0, n, features);
            this.yProduct = Product.of(w, false, dxBatch, true, yTransposed);
            this.dxProduct = Product.of(w, true, yBatch, true, dxTransposed);
            this.dwProduct = Product.of(dxBatch, true, yBatch, false, dwTransposed);
            this.addBias = b.map(bias -> NativeOp.of("biasadd", new INDArray[] {yBatch, bias}, yBatch));
            this.sumDy = db.map(bias ->
                    NativeOp.of("reduce_sum", new INDArray[] {yBatch}, bias).withIntegers(0));
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            yProduct.input(1, x).run();
            dwProduct.input(0, x);
            addBias.ifPresent(NativeOp::run);
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            parametersOnly(dy);
            dxProduct.input(1, dy).run();
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray dy) {
            dwProduct.input(1, dy).run();
            sumDy.ifPresent(sum -> sum.input(0, dy).run());
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(yProduct, dxProduct, dwProduct));
            Operation.closeAll(Stream.of(addBias, sumDy).flatMap(Optional::stream).toList());
        }
    }
}
