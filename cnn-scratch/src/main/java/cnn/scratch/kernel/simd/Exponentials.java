package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * eˣ and eˣ - 1 of a vector, to about an ulp and two. x = n·ln 2 + r with a whole number n and |r| ≤ ln 2 / 2 (ln 2
 * in two parts, so that r is good to its last bits); eʳ is its Taylor polynomial of degree 7, off by 5e-9; and 2ⁿ is
 * put together from its exponent. n comes out of the low bits of x / ln 2 + 1.5·2²³, which needs no conversion
 * between types.
 */
final class Exponentials {
    private static final float PER_LN2 = (float) (1 / Math.log(2));
    private static final float LN2 = (float) Math.log(2);
    private static final float LN2_REST = (float) (Math.log(2) - (float) Math.log(2));
    /** 1.5·2²³: floats here are whole numbers. */
    private static final float WHOLE = 0x1.8p23f;
    /** Below this e^x is taken as 0: less than 2.5e-38. */
    private static final float LEAST = -86.6f;
    /** Above this e^x is no float. */
    private static final float MOST = 88.72284f;
    /** Below this e^x - 1 is -1 to a tenth of an ulp. */
    private static final float LEAST_LESS_ONE = -20f;

    private Exponentials() {}

    /** eˣ for any x; NaN stays. */
    static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(FloatVector.broadcast(S, PER_LN2), FloatVector.broadcast(S, WHOLE));
        FloatVector n = shifted.sub(WHOLE);
        FloatVector r = n.fma(FloatVector.broadcast(S, -LN2), x);
        r = n.fma(FloatVector.broadcast(S, -LN2_REST), r);
        FloatVector p = FloatVector.broadcast(S, 1f / 5040).fma(r, FloatVector.broadcast(S, 1f / 720));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 120));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 24));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 6));
        p = p.fma(r, FloatVector.broadcast(S, 0.5f));
        p = p.fma(r, FloatVector.broadcast(S, 1f));
        p = p.fma(r, FloatVector.broadcast(S, 1f));
        // Twice 2ⁿ⁻¹, as 2¹²⁸ is no float.
        IntVector exponent = shifted.reinterpretAsInts().add(126).lanewise(VectorOperators.LSHL, 23);
        p = p.mul(exponent.reinterpretAsFloats());
        p = p.add(p);
        p = p.blend(0f, x.compare(VectorOperators.LT, LEAST));
        return p.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, MOST));
    }

    /** eˣ - 1 for x ≤ 0; NaN stays. */
    static FloatVector lessOne(FloatVector x) {
        FloatVector v = x.blend(LEAST_LESS_ONE, x.compare(VectorOperators.LT, LEAST_LESS_ONE));
        FloatVector shifted = v.fma(FloatVector.broadcast(S, PER_LN2), FloatVector.broadcast(S, WHOLE));
        FloatVector n = shifted.sub(WHOLE);
        FloatVector r = n.fma(FloatVector.broadcast(S, -LN2), v);
        r = n.fma(FloatVector.broadcast(S, -LN2_REST), r);
        FloatVector p = FloatVector.broadcast(S, 1f / 5040).fma(r, FloatVector.broadcast(S, 1f / 720));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 120));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 24));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 6));
        p = p.fma(r, FloatVector.broadcast(S, 0.5f));
        p = p.mul(r).fma(r, r);
        IntVector exponent = shifted.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
        FloatVector power = exponent.reinterpretAsFloats();
        return p.fma(power, power.sub(1f));
    }
}
