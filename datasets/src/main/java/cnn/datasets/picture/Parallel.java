package cnn.datasets.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The numbers 0 to n - 1, given to several threads one at a time: as many are in work as there are threads, so memory
 * is bounded by them, and a slow one holds nobody up.
 */
final class Parallel {
    private Parallel() {}

    /** What is done with a number. */
    @FunctionalInterface
    interface Task {
        void run(int index) throws IOException;
    }

    /**
     * Returns when all are done. The first failure ends the work and is thrown here; what is being done by then is
     * finished.
     */
    static void forEach(int count, int threads, Task task) throws IOException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "pictures");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                workers.add(pool.submit(() -> {
                    try {
                        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                            task.run(i);
                        }
                    } finally {
                        // Reached early only by a failure: the others stop after what they are at.
                        next.set(count);
                    }
                    return count;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pictures were being read", e);
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        } finally {
            next.set(count);
            pool.shutdown();
        }
    }

    private static void rethrow(Throwable cause) throws IOException {
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
