package cnn.scratch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A small fork-join: the calling thread and its helpers take the tasks of a job one by one. Helpers spin for a while
 * between jobs, because a training step has many short ones, and then park. Nothing is allocated per job.
 *
 * <p>Which thread runs a task, and in which order, is left open: results that must not depend on it come from tasks that
 * do not depend on it.
 */
final class Workers implements AutoCloseable {
    /** One job's work. */
    interface Task {
        /**
         * @param index from 0 to the number of tasks
         * @param worker the thread's number, below {@link #threads()}: an index for memory of its own
         */
        void run(int index, int worker);
    }

    private static final int SPINS = 10_000;

    private final Thread[] helpers;
    /** High half: the job's number. Low half: how many of its tasks nobody has taken yet. */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private volatile Task task = (index, worker) -> {};
    private volatile boolean closed;
    private final Failure failure = new Failure();

    Workers(int threads) {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = new Thread(() -> help(worker), "scratch-" + worker);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    /** How many threads work, the caller included. */
    int threads() {
        return helpers.length + 1;
    }

    /**
     * Runs tasks 0 to count - 1 and returns when all are done.
     *
     * @throws RuntimeException or Error, the first that a task threw; the other tasks run all the same
     */
    void run(int count, Task job) {
        if (helpers.length == 0 || count <= 1) {
            for (int i = 0; i < count; i++) {
                job.run(i, 0);
            }
            return;
        }
        if (closed) {
            throw new IllegalStateException("the backend is closed");
        }
        task = job;
        unfinished.set(count);
        ticket.set(((ticket.get() >>> 32) + 1) << 32 | count);
        if (parked.get() > 0) {
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
        }
        takeTasks(0);
        for (int spins = 0; unfinished.get() > 0; spins++) {
            pause(spins);
        }
        failure.rethrow();
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private void help(int worker) {
        int spins = 0;
        while (!closed) {
            if ((int) ticket.get() > 0) {
                takeTasks(worker);
                spins = 0;
            } else if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                parkUntilWork();
            }
        }
    }

    private void parkUntilWork() {
        parked.incrementAndGet();
        // Asked again after the count: a job that came before it has not seen this thread to wake.
        if ((int) ticket.get() == 0 && !closed) {
            LockSupport.park(this);
        }
        parked.decrementAndGet();
    }

    /** A task once taken keeps its job from ending, so that {@link #task} is that job's. */
    private void takeTasks(int worker) {
        long seen;
        while ((int) (seen = ticket.get()) > 0) {
            if (ticket.compareAndSet(seen, seen - 1)) {
                try {
                    task.run((int) seen - 1, worker);
                } catch (RuntimeException | Error e) {
                    failure.keepFirst(e);
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    /** The first thing that went wrong in a job. */
    private static final class Failure {
        private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();

        void keepFirst(Throwable e) {
            thrown.add(e);
        }

        void rethrow() {
            Throwable first = thrown.poll();
            if (first == null) {
                return;
            }
            thrown.clear();
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }
}
