package cnn.exchange.onnx;

import cnn.check.Bound;
import cnn.check.ErrorBound;
import cnn.check.LayerInputs;
import cnn.spec.LayerSpec;
import cnn.spec.Sigmoid;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far ONNX Runtime may lie from the exact value: the bounds of {@link ErrorBound}, but for the functions that it computes
 * in a way of its own.
 */
final class RuntimeBounds {
    private RuntimeBounds() {}

    static Bound of(LayerInputs in, ErrorBound error, Precision precision) {
        return own(in.spec(), precision)
                .map(size -> constant(size, in.x().length))
                .orElseGet(() -> error.ofInference(in));
    }

    /**
     * Sigmoid in float32: 0.5 + p(x)/q(x), with x held within ±18 (onnxruntime/core/mlas/lib/logistic.cpp, MlasLogisticKernel);
     * in float64: 1 - 1/(1 + e^x) below zero. Either way about ten operations round numbers up to 1, however small y is; and
     * what is held at 18 is off by e^-18 at most.
     */
    private static Optional<Double> own(LayerSpec spec, Precision precision) {
        if (!(spec instanceof Sigmoid)) {
            return Optional.empty();
        }
        double roundings = 10 * precision.unitRoundoff();
        return Optional.of(precision == Precision.FLOAT32 ? roundings + Math.exp(-18) : roundings);
    }

    private static Bound constant(double size, int length) {
        double[] values = new double[length];
        Arrays.fill(values, size);
        return new Bound(values, "10·u, and where x is held within ±18 e^-18");
    }
}
