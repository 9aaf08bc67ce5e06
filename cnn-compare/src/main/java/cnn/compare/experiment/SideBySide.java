package cnn.compare.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Does things in their order, several at a time. The first that fails ends the others at their next look, and the whole. */
final class SideBySide {
    /** One thing to do. */
    interface Work {
        /** @param look to be called now and then; throws {@link CancellationException} when another thing has failed */
        void run(int index, Runnable look);
    }

    private final Work work;
    private final int count;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private SideBySide(int count, Work work) {
        this.count = count;
        this.work = work;
    }

    /**
     * Returns when all are done.
     *
     * @param atATime at least 1; with 1, on the calling thread
     * @throws RuntimeException that of the first that has failed
     */
    static void run(int atATime, int count, Work work) {
        SideBySide all = new SideBySide(count, work);
        List<Thread> helpers = new ArrayList<>();
        for (int k = 1; k < Math.min(atATime, count); k++) {
            Thread helper = new Thread(all::workThrough, "experiment-" + k);
            helper.start();
            helpers.add(helper);
        }
        all.workThrough();
        helpers.forEach(all::await);
        Throwable failed = all.failure.get();
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void workThrough() {
        try {
            while (failure.get() == null) {
                int index = next.getAndIncrement();
                if (index >= count) {
                    return;
                }
                work.run(index, this::look);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void look() {
        if (failure.get() != null) {
            throw new CancellationException("another training has failed");
        }
    }

    private void await(Thread helper) {
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                // The trainings end at their next look; only then it is safe to go.
                failure.compareAndSet(null, new CancellationException("interrupted"));
            }
        }
    }
}
