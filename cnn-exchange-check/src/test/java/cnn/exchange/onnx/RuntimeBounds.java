package cnn.exchange.onnx;

import cnn.check.Bound;
import cnn.check.ErrorBound;
import cnn.check.LayerInputs;
import cnn.spec.LocalResponseNorm;
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
        // x·σ(x), where a graph in float32 has it so; the product may underflow.
        if (in.spec() instanceof Silu && precision == Precision.FLOAT32) {
            return bound(
                    in,
                    x -> Math.abs(x) * (ofSigmoid(precision) + precision.unitRoundoff()) + precision.smallestNormal());
        }
        if (in.spec() instanceof LocalResponseNorm norm && precision == Precision.FLOAT32) {
            return ofSlidingSum(norm, in, error.ofInference(in), precision.unitRoundoff());
        }
        return error.ofInference(in);
    }

    /**
     * ONNX Runtime's LRN in float32 lets the sum of squares slide over the channels
     * (onnxruntime/core/providers/cpu/nn/lrn.cc): two roundings a channel, of numbers up to twice the largest sum M,
     * and the squares' own. What the sum s is off by, α·(4C + 2)·u·M, changes y by β/s of it.
     */
    private static Bound ofSlidingSum(LocalResponseNorm spec, LayerInputs in, Bound own, double u) {
        int channels = in.input().dim(0);
        int plane = in.input().dim(1) * in.input().dim(2);
        double[] bound = own.values().clone();
        for (int i = 0; i < bound.length; i++) {
            int first = i / (channels * plane) * channels * plane + i % plane;
            double largest = 0;
            for (int c = 0; c < channels; c++) {
                largest = Math.max(largest, sumOfSquares(in.x(), first, c, channels, plane, spec.size()));
            }
            double sum = sumOfSquares(in.x(), first, i / plane % channels, channels, plane, spec.size());
            double s = spec.k() + spec.alpha() * sum;
            double offBy = spec.alpha() * (4 * channels + 2) * u * largest;
            bound[i] += Math.abs(in.x()[i]) * Math.pow(s - offBy, -spec.beta()) * spec.beta() * offBy / (s - offBy);
        }
        return new Bound(bound, own.source() + " and a sum that slides");
    }

    private static double sumOfSquares(double[] x, int first, int channel, int channels, int plane, int size) {
        double sum = 0;
        for (int c = Math.max(0, channel - size / 2); c <= Math.min(channels - 1, channel + size / 2); c++) {
            sum += x[first + c * plane] * x[first + c * plane];
        }
        return sum;
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
