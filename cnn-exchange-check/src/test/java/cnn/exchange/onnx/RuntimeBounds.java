package cnn.exchange.onnx;

import cnn.check.Bound;
import cnn.check.ErrorBound;
import cnn.check.LayerInputs;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How far ONNX Runtime may lie from the exact value: the bounds of {@link ErrorBound}, but for the functions that it
 * computes in a way of its own.
 */
final class RuntimeBounds {
    private RuntimeBounds() {}

    static Bound of(LayerInputs in, ErrorBound error, Precision precision) {
        if (in.spec() instanceof Sigmoid) {
            return bound(in, x -> ofSigmoid(precision));
        }
        // x·σ(x), where a graph in float32 has it so.
        if (in.spec() instanceof Silu && precision == Precision.FLOAT32) {
            return bound(in, x -> Math.abs(x) * (ofSigmoid(precision) + precision.unitRoundoff()));
        }
        return error.ofInference(in);
    }

    /**
     * In float32 it is 0.5 + p(x)/q(x), with x held within ±18 (onnxruntime/core/mlas/lib/logistic.cpp,
     * MlasLogisticKernel); in float64 1 - 1/(1 + e^x) below zero. Either way about ten operations round numbers up to
     * 1, however small y is; and what is held at 18 is off by e^-18 at most.
     */
    private static double ofSigmoid(Precision precision) {
        double roundings = 10 * precision.unitRoundoff();
        return precision == Precision.FLOAT32 ? roundings + Math.exp(-18) : roundings;
    }

    private static Bound bound(LayerInputs in, DoubleUnaryOperator ofX) {
        return new Bound(Arrays.stream(in.x()).map(ofX).toArray(), "ONNX Runtime's way to sigmoid");
    }
}
