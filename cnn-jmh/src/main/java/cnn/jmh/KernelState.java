package cnn.jmh;

import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.ScalarKernels;
import cnn.scratch.kernel.WarmUp;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernels, warmed up as the backend does it, and arrays for them. */
@State(Scope.Thread)
public class KernelState {
    /** Floats in each array: 64 KiB, so that two or three of them lie in the L2 cache. */
    static final int LENGTH = 16 * 1024;

    private static final double MOST_WARM_UP_SECONDS = 20;

    /** {@code fastest}, or {@code scalar} for those that need no Vector API. */
    @Param("fastest")
    public String kernels;

    Kernels k;
    final float[] a = new float[LENGTH + Kernels.SLACK];
    final float[] b = new float[LENGTH + Kernels.SLACK];
    final float[] c = new float[LENGTH + Kernels.SLACK];
    final float[] d = new float[LENGTH + Kernels.SLACK];
    /** Eight neighbouring pixels of a block. */
    final int[] rows = new int[Kernels.ROWS];

    /** JMH calls it before the benchmark. */
    @Setup
    public void setUp() {
        k = kernels.equals("scalar") ? new ScalarKernels() : KernelLookup.fastest();
        WarmUp.run(k, MOST_WARM_UP_SECONDS);
        // Small and positive: nothing overflows or becomes denormal, however often it is added up.
        for (int i = 0; i < a.length; i++) {
            a[i] = 1e-3f * (i % 7 + 1);
            b[i] = 1e-3f * (i % 5 + 1);
        }
        Arrays.setAll(rows, i -> i * Kernels.BLOCK);
    }
}
