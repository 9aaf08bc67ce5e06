package cnn.compare.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** A clock that only tests move. */
final class FakeTime {
    private long nanos;
    private final List<DoubleConsumer> listeners = new ArrayList<>();

    long nanos() {
        return nanos;
    }

    void listen(DoubleConsumer listener) {
        listeners.add(listener);
    }

    void pass(double seconds) {
        nanos += Math.round(1e9 * seconds);
        listeners.forEach(listener -> listener.accept(seconds));
    }
}
