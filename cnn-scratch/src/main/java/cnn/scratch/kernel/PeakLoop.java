package cnn.scratch.kernel;

/**
 * A loop of fused multiply-adds and nothing else, all in registers: what one thread of this machine can compute at most. A
 * benchmark holds other rates against it.
 */
public interface PeakLoop {
    /** For reports, for example {@code 512-bit vectors}. */
    String describe();

    /** Floating-point operations of one step; a multiply-add counts as two. */
    int operationsPerStep();

    /**
     * Runs some steps.
     *
     * @return a number that depends on every step, so that none can be left out
     */
    float run(int steps);

    /** Without the Vector API: ten independent sums, which the JIT keeps in ten registers. */
    final class Scalar implements PeakLoop {
        private static final int SUMS = 10;

        @Override
        public String describe() {
            return "scalar";
        }

        @Override
        public int operationsPerStep() {
            return 2 * SUMS;
        }

        @Override
        public float run(int steps) {
            float a = 0.5f;
            float b = 0.25f;
            float s0 = 0, s1 = 1, s2 = 2, s3 = 3, s4 = 4, s5 = 5, s6 = 6, s7 = 7, s8 = 8, s9 = 9;
            for (int i = 0; i < steps; i++) {
                s0 = s0 * a + b;
                s1 = s1 * a + b;
                s2 = s2 * a + b;
                s3 = s3 * a + b;
                s4 = s4 * a + b;
                s5 = s5 * a + b;
                s6 = s6 * a + b;
                s7 = s7 * a + b;
                s8 = s8 * a + b;
                s9 = s9 * a + b;
            }
            return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9;
        }
    }
}
