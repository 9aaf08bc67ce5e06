package cnn.compare.bench;

import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.PeakLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Multiply-adds in registers on all threads: what the machine can do at most just now. A step takes some milliseconds. */
final class PeakLoad implements Load {
    /** The name under which it takes part. */
    static final String NAME = "peak";

    private static final long STEP_NANOS = 20_000_000;
    private static final int STEPS_A_CALL = 20_000;

    private final int threads;
    private final PeakLoop loop = KernelLookup.peakLoop();
    private final ExecutorService pool;
    private volatile float sink;

    PeakLoad(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "peak");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void prepare() {}

    @Override
    public void build() {
        // Compiled on one thread first, as a kernel should be.
        step(STEP_NANOS);
    }

    @Override
    public String describe() {
        return "multiply-adds in registers, " + loop.describe() + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
    }

    /** Each thread counts what it did on its own: waiting for each other is not arithmetic. */
    @Override
    public double step() {
        List<Callable<Double>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(() -> step(STEP_NANOS));
        }
        try {
            double work = 0;
            for (Future<Double> part : pool.invokeAll(parts)) {
                work += part.get();
            }
            return work;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring the machine's peak", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the loop that measures the machine's peak failed", e);
        }
    }

    private double step(long nanos) {
        long start = System.nanoTime();
        long calls = 0;
        do {
            sink = loop.run(STEPS_A_CALL);
            calls++;
        } while (System.nanoTime() - start < nanos);
        return (double) calls * STEPS_A_CALL * loop.operationsPerStep();
    }

    @Override
    public double lastLoss() {
        return Double.NaN;
    }

    @Override
    public OptionalLong plannedBytes() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
