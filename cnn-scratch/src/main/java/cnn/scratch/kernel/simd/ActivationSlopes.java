package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The second pass of {@link Activations} for dx: the derivatives, from y or from the exponentials that lie where dx
 * goes.
 */
final class ActivationSlopes {
    private ActivationSlopes() {}

    /** From e^(-|x|). */
    static void elu(float a, float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            VectorMask<Float> open = FloatVector.fromArray(S, x, xo + i).compare(VectorOperators.GT, 0f);
            FloatVector slope = FloatVector.fromArray(S, dx, dxo + i).mul(a);
            slope.mul(d).blend(d, open).intoArray(dx, dxo + i);
        }
    }

    /** Φ(x) + x·φ(x), from e^(-x²/2). */
    static void gelu(float density, float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, dx, dxo + i);
            FloatVector tail = Activations.tail(v).mul(e);
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector phi = one.sub(tail).blend(tail, v.compare(VectorOperators.LT, 0f));
            FloatVector slope = e.mul(density).fma(v, phi);
            slope.mul(FloatVector.fromArray(S, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /** σ(z)·(1 + x·σ(-z)·z′) from e^(-|z|), where z has the sign of x and z′ = factor·(1 + bend·x²). */
    static void silu(
            float factor, float bend, float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, dx, dxo + i);
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector larger = one.div(e.add(1f));
            FloatVector smaller = larger.mul(e);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
            FloatVector other = smaller.blend(larger, negative);
            FloatVector inner = v.mul(bend).mul(v).add(1f).mul(factor).mul(v);
            FloatVector slope = inner.fma(other, one).mul(larger.blend(smaller, negative));
            slope.mul(FloatVector.fromArray(S, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /** σ(x), from e^(-|x|). */
    static void softplus(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector e = FloatVector.fromArray(S, dx, dxo + i);
            FloatVector share = FloatVector.broadcast(S, 1f).div(e.add(1f));
            VectorMask<Float> negative = FloatVector.fromArray(S, x, xo + i).compare(VectorOperators.LT, 0f);
            FloatVector slope = share.blend(share.mul(e), negative);
            slope.mul(FloatVector.fromArray(S, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /** y·(1 - y). */
    static void sigmoid(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, y, yo + i);
            FloatVector slope = FloatVector.broadcast(S, 1f).sub(v).mul(v);
            slope.mul(FloatVector.fromArray(S, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /** 1 - y². */
    static void tanh(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, y, yo + i);
            FloatVector slope = FloatVector.broadcast(S, 1f).sub(v.mul(v));
            slope.mul(FloatVector.fromArray(S, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }
}
