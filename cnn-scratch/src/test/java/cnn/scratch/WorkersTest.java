package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    @Test
    void everyTaskRunsOnceInEveryJob() {
        try (Workers workers = new Workers(4)) {
            for (int job = 0; job < 2_000; job++) {
                int count = job % 37;
                AtomicIntegerArray runs = new AtomicIntegerArray(count + 1);
                workers.run(count, (index, worker) -> runs.incrementAndGet(index));
                for (int i = 0; i < count; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
                if (job % 500 == 0) {
                    // Long enough for the helpers to park.
                    LockSupport.parkNanos(20_000_000);
                }
            }
        }
    }

    @Test
    void aTasksExceptionReachesTheCallerAndTheNextJobRuns() {
        try (Workers workers = new Workers(3)) {
            for (int job = 0; job < 100; job++) {
                assertThatThrownBy(() -> workers.run(16, (index, worker) -> {
                            if (index == 7) {
                                throw new IllegalArgumentException("seven");
                            }
                        }))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("seven");
                AtomicIntegerArray runs = new AtomicIntegerArray(16);
                workers.run(16, (index, worker) -> runs.incrementAndGet(index));
                assertThat(runs.toString()).doesNotContain("0");
            }
        }
    }

    @Test
    void closingEndsTheThreads() throws InterruptedException {
        Workers workers = new Workers(3);
        workers.run(9, (index, worker) -> {});
        workers.close();
        for (int i = 0; i < 500 && threads() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scratch-"))
                .count();
    }
}
