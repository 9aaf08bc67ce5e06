package cnn.scratch.textbook;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A loop whose rounds may run at the same time. Each round must own what it writes; then the result has the same bits
 * however many threads there are, because no sum is ever split between rounds.
 */
public final class Parallel implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    Parallel(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "textbook");
            thread.setDaemon(true);
            return thread;
        });
    }

    int threads() {
        return threads;
    }

    /** Runs {@code body} for 0, 1, …, n - 1 and returns when all rounds are done. */
    void forEach(int n, IntConsumer body) {
        if (threads == 1 || n == 1) {
            for (int i = 0; i < n; i++) {
                body.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Callable<Boolean> worker = () -> {
            for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
                body.accept(i);
            }
            return true;
        };
        try {
            for (Future<Boolean> done : pool.invokeAll(Collections.nCopies(Math.min(threads, n), worker))) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a layer was running", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a layer failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
