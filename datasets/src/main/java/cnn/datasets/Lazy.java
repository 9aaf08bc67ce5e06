package cnn.datasets;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is made when it is first asked for, once, whichever thread asks. If making it fails, it is tried again
 * when it is asked for again.
 */
public final class Lazy<T> {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    public synchronized T get() {
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
        }
        return made.get();
    }
}
