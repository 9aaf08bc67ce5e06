package cnn.jmh;

import cnn.scratch.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What goes over pixels once, and the optimizer's updates: a matter of memory, here of the cache. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PixelBenchmark {
    private static final int N = KernelState.LENGTH / 4;
    private static final int PIXELS = N / Kernels.BLOCK;
    private static final Kernels.Window WINDOW = new Kernels.Window(3, 3, 32 * Kernels.BLOCK, 0, 3);
    private static final Kernels.AdamStep ADAM =
            new Kernels.AdamStep(1e-3f, 0.9f, 0.1f, 0.999f, 1e-3f, 1, 1e-8f);

    /** A tile to its pixels, with bias and ReLU. */
    @Benchmark
    public void store(KernelState s, Work work) {
        s.k.store(s.a, 0, s.b, 0, true, s.c, 0, s.rows, 0);
        work.floats(2L * Kernels.ROWS * Kernels.BLOCK);
    }

    /** A tile to its pixels, with bias, ReLU and 2×2 max pool. */
    @Benchmark
    public void storePooled(KernelState s, Work work) {
        s.k.storePooled(s.a, 0, s.b, 0, true, s.c, 0, s.rows, 0, s.d, 0);
        work.floats((8L + 4) * Kernels.BLOCK);
    }

    /** y = max(x, 0). */
    @Benchmark
    public void relu(KernelState s, Work work) {
        s.k.relu(s.a, 0, s.c, 0, N);
        work.floats(2L * N);
    }

    /** Its way back. */
    @Benchmark
    public void reluBackward(KernelState s, Work work) {
        s.k.reluBackward(s.a, 0, s.b, 0, s.c, 0, N);
        work.floats(3L * N);
    }

    /** y = max(a + b, 0): the end of a residual block. */
    @Benchmark
    public void sum(KernelState s, Work work) {
        s.k.sum(s.a, 0, s.b, 0, 0, s.c, 0, N);
        work.floats(3L * N);
    }

    /** Batch normalisation, its last pass forwards. */
    @Benchmark
    public void normalize(KernelState s, Work work) {
        s.k.normalize(s.a, 0, PIXELS, s.b, s.b, s.b, 0, 0, s.c, 0);
        work.floats(2L * N);
    }

    /** Batch normalisation, its last pass backwards. */
    @Benchmark
    public void normalizeBackward(KernelState s, Work work) {
        s.k.normalizeBackward(s.a, 0, s.a, N, PIXELS, s.b, s.b, s.b, s.b, s.b, s.b, 0, 0, s.c, 0);
        work.floats(3L * N);
    }

    /** One 3×3 window of a max pool. */
    @Benchmark
    public void maxWindow(KernelState s, Work work) {
        s.k.maxWindow(s.a, 0, WINDOW, s.c, 0, s.d, 0);
        work.floats(11L * Kernels.BLOCK);
    }

    /** One 3×3 window of an average pool. */
    @Benchmark
    public void sumWindow(KernelState s, Work work) {
        s.k.sumWindow(s.a, 0, WINDOW, 1f / 9, s.c, 0);
        work.floats(10L * Kernels.BLOCK);
    }

    /** One update of N parameters. */
    @Benchmark
    public void adam(KernelState s, Work work) {
        s.k.adam(s.c, s.a, s.d, s.b, 0, N, ADAM);
        work.floats(7L * N);
    }
}
