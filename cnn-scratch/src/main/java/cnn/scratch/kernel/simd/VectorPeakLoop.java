package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.PeakLoop;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Ten independent sums of vectors: more than the eight that hide a multiply-add's latency (4 cycles on 2 units), and with
 * their two factors fewer than the 16 registers of AVX2.
 */
public final class VectorPeakLoop implements PeakLoop {
    private static final int SUMS = 10;

    @Override
    public String describe() {
        return 32 * L + "-bit vectors";
    }

    @Override
    public int operationsPerStep() {
        return 2 * SUMS * L;
    }

    @Override
    public float run(int steps) {
        FloatVector a = FloatVector.broadcast(S, 0.5f);
        FloatVector b = FloatVector.broadcast(S, 0.25f);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.broadcast(S, 1);
        FloatVector s2 = FloatVector.broadcast(S, 2);
        FloatVector s3 = FloatVector.broadcast(S, 3);
        FloatVector s4 = FloatVector.broadcast(S, 4);
        FloatVector s5 = FloatVector.broadcast(S, 5);
        FloatVector s6 = FloatVector.broadcast(S, 6);
        FloatVector s7 = FloatVector.broadcast(S, 7);
        FloatVector s8 = FloatVector.broadcast(S, 8);
        FloatVector s9 = FloatVector.broadcast(S, 9);
        for (int i = 0; i < steps; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
        }
        FloatVector sum = s0.add(s1).add(s2.add(s3)).add(s4.add(s5)).add(s6.add(s7)).add(s8.add(s9));
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
