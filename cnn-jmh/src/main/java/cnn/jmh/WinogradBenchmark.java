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

/** Winograd's transforms of one tile of one block of 16 channels; their rate is a matter of memory. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class WinogradBenchmark {
    private static final int PATCH = 36 * Kernels.BLOCK;
    private static final int PIXELS = 16 * Kernels.BLOCK;
    /** Floats a row of an image that is 34 pixels wide, borders included. */
    private static final int ROW = 34 * Kernels.BLOCK;

    /** A 6×6 patch of x to its 36 points. */
    @Benchmark
    public void input(KernelState s, Work work) {
        s.k.winogradInput(s.a, 0, ROW, s.c, 0, s.d);
        work.floats(2L * PATCH);
    }

    /** Back to dx. */
    @Benchmark
    public void inputAdjoint(KernelState s, Work work) {
        s.k.winogradInputAdjoint(s.a, 0, s.c, 0, ROW, s.d);
        work.floats(3L * PATCH);
    }

    /** With bias and ReLU. */
    @Benchmark
    public void output(KernelState s, Work work) {
        s.k.winogradOutput(s.a, 0, s.b, 0, 0, s.c, 0, ROW, 4, 4, s.d);
        work.floats(PATCH + PIXELS);
    }

    /** With bias, ReLU and 2×2 max pool. */
    @Benchmark
    public void outputPooled(KernelState s, Work work) {
        s.k.winogradOutputPooled(s.a, 0, s.b, 0, 0, s.c, 0, ROW / 2, 2, 2, s.c, KernelState.LENGTH / 2, s.d);
        work.floats(PATCH + PIXELS / 2);
    }

    /** The adjoint of the output transform, with the bias's gradient. */
    @Benchmark
    public void gradient(KernelState s, Work work) {
        s.k.winogradGradient(s.a, s.c, 0, s.b, KernelState.LENGTH / 2, s.d);
        work.floats(PATCH + PIXELS);
    }

    /** dy to a tile, where ReLU was open. */
    @Benchmark
    public void tileGradient(KernelState s, Work work) {
        s.k.tileGradient(s.a, 0, ROW, s.b, 0, ROW, true, 4, 4, s.d);
        work.floats(3L * PIXELS);
    }

    /** dy to the winners of a tile. */
    @Benchmark
    public void tileGradientPooled(KernelState s, Work work) {
        s.k.tileGradientPooled(s.a, 0, ROW / 2, s.b, 0, 2, 2, s.d);
        work.floats(PIXELS + PIXELS / 2);
    }

    /** Once a step for each filter. */
    @Benchmark
    public void weights(KernelState s, Work work) {
        s.k.winogradWeights(s.a, 0, Kernels.BLOCK, s.c, 0, Kernels.BLOCK, s.d);
        work.floats(45L * Kernels.BLOCK);
    }
}
