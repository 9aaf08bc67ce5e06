package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.Activation;
import cnn.scratch.kernel.GaussTail;
import cnn.scratch.kernel.ScalarActivations;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations in two passes over the same few elements: first the exponential that the function needs goes to the
 * result, then the result is made from it and from x; one loop with all of it would be too much for C2. Exponents are
 * never above 0, so that nothing overflows. What is left over at the end is done in double.
 */
final class Activations {
    private static final float ROOT = (float) Activation.TWICE_ROOT;
    private static final float CUBE = (float) Activation.CUBE;
    private static final float THREE_CUBES = (float) (3 * Activation.CUBE);
    private static final float PER_ROOT_OF_TWO_PI = (float) (1 / Math.sqrt(2 * Math.PI));

    private Activations() {}

    /** See {@link cnn.scratch.kernel.Kernels#activate}. */
    static void forward(Activation f, float a, float[] x, int xo, float[] y, int yo, int n) {
        int whole = n - n % L;
        switch (f) {
            case LEAKY_RELU -> leaky(a, x, xo, x, xo, y, yo, whole);
            case ELU -> {
                lessOne(1, x, xo, y, yo, whole);
                elu(a, x, xo, y, yo, whole);
            }
            case GELU -> {
                ofHalfSquare(x, xo, y, yo, whole);
                gelu(x, xo, y, yo, whole);
            }
            case GELU_TANH -> {
                ofTwiceU(x, xo, y, yo, whole);
                silu(x, xo, y, yo, whole);
            }
            case SILU -> {
                ofNegative(x, xo, y, yo, whole);
                silu(x, xo, y, yo, whole);
            }
            case SOFTPLUS -> {
                ofNegative(x, xo, y, yo, whole);
                softplus(x, xo, y, yo, whole);
            }
            case SIGMOID -> {
                ofNegative(x, xo, y, yo, whole);
                sigmoid(x, xo, y, yo, whole);
            }
            case TANH -> {
                lessOne(2, x, xo, y, yo, whole);
                tanh(x, xo, y, yo, whole);
            }
        }
        ScalarActivations.activate(f, a, x, xo + whole, y, yo + whole, n - whole);
    }

    /** See {@link cnn.scratch.kernel.Kernels#activateBackward}. */
    static void backward(Activation f, float a, float[] v, int vo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        int whole = n - n % L;
        switch (f) {
            case LEAKY_RELU -> leaky(a, v, vo, dy, dyo, dx, dxo, whole);
            case ELU -> {
                ofNegative(v, vo, dx, dxo, whole);
                ActivationSlopes.elu(a, v, vo, dy, dyo, dx, dxo, whole);
            }
            case GELU -> {
                ofHalfSquare(v, vo, dx, dxo, whole);
                ActivationSlopes.gelu(PER_ROOT_OF_TWO_PI, v, vo, dy, dyo, dx, dxo, whole);
            }
            case GELU_TANH -> {
                ofTwiceU(v, vo, dx, dxo, whole);
                ActivationSlopes.silu(ROOT, THREE_CUBES, v, vo, dy, dyo, dx, dxo, whole);
            }
            case SILU -> {
                ofNegative(v, vo, dx, dxo, whole);
                ActivationSlopes.silu(1, 0, v, vo, dy, dyo, dx, dxo, whole);
            }
            case SOFTPLUS -> {
                ofNegative(v, vo, dx, dxo, whole);
                ActivationSlopes.softplus(v, vo, dy, dyo, dx, dxo, whole);
            }
            case SIGMOID -> ActivationSlopes.sigmoid(v, vo, dy, dyo, dx, dxo, whole);
            case TANH -> ActivationSlopes.tanh(v, vo, dy, dyo, dx, dxo, whole);
        }
        ScalarActivations.activateBackward(
                f, a, v, vo + whole, dy, dyo + whole, dx, dxo + whole, n - whole);
    }

    /** See {@link cnn.scratch.kernel.Kernels#exp}. */
    static void exp(float[] x, int xo, float shift, float[] y, int yo, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            Exponentials.exp(FloatVector.fromArray(S, x, xo + i).sub(shift)).intoArray(y, yo + i);
        }
        ScalarActivations.exp(x, xo + i, shift, y, yo + i, n - i);
    }

    /** e^(-|x|). */
    private static void ofNegative(float[] x, int xo, float[] e, int eo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i).abs().neg();
            Exponentials.exp(v).intoArray(e, eo + i);
        }
    }

    /** e^(-|2u|) of {@link Activation#GELU_TANH}. */
    private static void ofTwiceU(float[] x, int xo, float[] e, int eo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i).abs();
            FloatVector cubed = v.mul(v).fma(FloatVector.broadcast(S, CUBE), FloatVector.broadcast(S, 1f));
            Exponentials.exp(cubed.mul(v).mul(-ROOT)).intoArray(e, eo + i);
        }
    }

    /** e^(-x²/2), corrected for what the square loses to rounding. */
    private static void ofHalfSquare(float[] x, int xo, float[] e, int eo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector square = v.mul(v);
            FloatVector power = Exponentials.exp(square.mul(-0.5f));
            FloatVector rest = v.fma(v, square.neg()).mul(-0.5f);
            // Where x² is no float, the rest is none either, and the power is 0.
            rest.fma(power, power).blend(0f, power.compare(VectorOperators.EQ, 0f)).intoArray(e, eo + i);
        }
    }

    /** e^(-factor·|x|) - 1. */
    private static void lessOne(float factor, float[] x, int xo, float[] e, int eo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i).abs().mul(-factor);
            Exponentials.lessOne(v).intoArray(e, eo + i);
        }
    }

    /** to = from where x &gt; 0, else a·from: both directions of leaky ReLU. */
    private static void leaky(float a, float[] x, int xo, float[] from, int fo, float[] to, int too, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, from, fo + i);
            VectorMask<Float> open = FloatVector.fromArray(S, x, xo + i).compare(VectorOperators.GT, 0f);
            v.mul(a).blend(v, open).intoArray(to, too + i);
        }
    }

    private static void elu(float a, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector shut = FloatVector.fromArray(S, y, yo + i).mul(a);
            shut.blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
        }
    }

    private static void gelu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector tail = tail(v).mul(FloatVector.fromArray(S, y, yo + i));
            FloatVector one = FloatVector.broadcast(S, 1f);
            one.sub(tail).blend(tail, v.compare(VectorOperators.LT, 0f)).mul(v).intoArray(y, yo + i);
        }
    }

    /** g(|x|) of {@link GaussTail}. */
    static FloatVector tail(FloatVector x) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector t = one.div(x.abs().fma(FloatVector.broadcast(S, GaussTail.SCALE), one));
        FloatVector g = t.fma(FloatVector.broadcast(S, GaussTail.C9), FloatVector.broadcast(S, GaussTail.C8));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C7));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C6));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C5));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C4));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C3));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C2));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C1));
        g = g.fma(t, FloatVector.broadcast(S, GaussTail.C0));
        return g.mul(t);
    }

    /** x·σ(z) from e^(-|z|), where z has the sign of x. */
    private static void silu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, y, yo + i);
            FloatVector share = FloatVector.broadcast(S, 1f).div(e.add(1f));
            share.blend(share.mul(e), v.compare(VectorOperators.LT, 0f)).mul(v).intoArray(y, yo + i);
        }
    }

    private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, y, yo + i);
            FloatVector share = FloatVector.broadcast(S, 1f).div(e.add(1f));
            share.blend(share.mul(e), v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
        }
    }

    /** tanh |x| = -d / (2 + d) with d = e^(-2|x|) - 1. */
    private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector d = FloatVector.fromArray(S, y, yo + i);
            FloatVector z = d.div(d.add(2f));
            z.neg().blend(z, v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
        }
    }

    /** ln(1 + e) = 2·artanh s with s = e / (2 + e) ≤ 1/3, by its series up to s¹⁵ / 15. */
    private static void softplus(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, y, yo + i);
            FloatVector s = e.div(e.add(2f));
            FloatVector q = s.mul(s);
            FloatVector p = q.fma(FloatVector.broadcast(S, 2f / 15), FloatVector.broadcast(S, 2f / 13));
            p = p.fma(q, FloatVector.broadcast(S, 2f / 11));
            p = p.fma(q, FloatVector.broadcast(S, 2f / 9));
            p = p.fma(q, FloatVector.broadcast(S, 2f / 7));
            p = p.fma(q, FloatVector.broadcast(S, 2f / 5));
            p = p.fma(q, FloatVector.broadcast(S, 2f / 3));
            p = p.fma(q, FloatVector.broadcast(S, 2f));
            FloatVector open = v.blend(0f, v.compare(VectorOperators.LT, 0f));
            p.fma(s, open).intoArray(y, yo + i);
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#inverseThreeQuarters}. */
    static void inverseThreeQuarters(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector root = FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.SQRT);
            FloatVector power = root.mul(root.lanewise(VectorOperators.SQRT));
            FloatVector.broadcast(S, 1f).div(power).intoArray(y, yo + i);
        }
        ScalarActivations.inverseThreeQuarters(x, xo + i, y, yo + i, n - i);
    }

    /** See {@link cnn.scratch.kernel.Kernels#mask}. */
    static void mask(float[] x, int xo, float[] factors, int fo, float[] y, int yo, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector factor = FloatVector.fromArray(S, factors, fo + i);
            FloatVector v = FloatVector.fromArray(S, x, xo + i).mul(factor);
            v.blend(0f, factor.compare(VectorOperators.EQ, 0f)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            float factor = factors[fo + i];
            y[yo + i] = factor == 0 ? 0 : x[xo + i] * factor;
        }
    }
}
