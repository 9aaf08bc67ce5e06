package cnn.jmh;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The products that almost all arithmetic is in: tiles of 8 rows and a panel of 32 columns. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ProductBenchmark {
    private static final int DEPTH = 256;
    private static final Runs ONE_RUN = Runs.single(DEPTH);
    /** As a 3×3 convolution over two blocks of 16 channels has them. */
    private static final Runs NINE_RUNS = new Runs(new int[9], lengths(9, 32));

    private static int[] lengths(int count, int length) {
        int[] lengths = new int[count];
        Arrays.fill(lengths, length);
        return lengths;
    }

    /** Rows anywhere, inner dimension in one run. */
    @Benchmark
    public void product(KernelState s, Work work) {
        s.k.product(s.a, 0, s.rows, 0, ONE_RUN, s.b, 0, Kernels.PANEL, s.c, 0, Kernels.POINT);
        work.operations(2L * Kernels.ROWS * Kernels.PANEL * DEPTH);
    }

    /** Rows anywhere, inner dimension in nine runs. */
    @Benchmark
    public void productOfRuns(KernelState s, Work work) {
        s.k.product(s.a, 0, s.rows, 0, NINE_RUNS, s.b, 0, Kernels.PANEL, s.c, 0, Kernels.POINT);
        work.operations(2L * Kernels.ROWS * Kernels.PANEL * NINE_RUNS.elements());
    }

    /** Rows side by side, as in Winograd's domain. */
    @Benchmark
    public void productOfNeighbours(KernelState s, Work work) {
        s.k.productOfNeighbours(
                s.a, 0, Kernels.POINT, DEPTH, s.b, 0, Kernels.PANEL, s.c, 0, Kernels.POINT);
        work.operations(2L * Kernels.ROWS * Kernels.PANEL * DEPTH);
    }

    /** dw: sums over 16 × 16 pixels. */
    @Benchmark
    public void outer(KernelState s, Work work) {
        s.k.outer(s.a, 0, 256, 16, s.b, 0, 256, 16, 4096, 16, 16, Kernels.PANEL, s.d, 0);
        work.operations(2L * Kernels.ROWS * Kernels.PANEL * 16 * 16);
    }
}
