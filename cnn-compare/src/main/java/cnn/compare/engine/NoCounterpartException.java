package cnn.compare.engine;

import cnn.error.BadInputException;
import cnn.spec.PlacedLayer;
import java.util.List;
import java.util.stream.Collectors;

/** An engine that wraps a library cannot express a layer, a loss or an update with that library's own; the message says which and why. */
public final class NoCounterpartException extends BadInputException {
    private static final long serialVersionUID = 1L;

    /**
     * @param library for example {@code DL4J}
     * @param why what the layer needs and the library does not have
     */
    public NoCounterpartException(PlacedLayer layer, String library, String why) {
        this("%s on input %s".formatted(layer.label(), layer.input()), library, why);
    }

    /** @param what for example {@code loss huber} */
    public NoCounterpartException(String what, String library, String why) {
        this("%s: no %s counterpart: %s".formatted(what, library, why));
    }

    private NoCounterpartException(String message) {
        super(message);
    }

    /** One for several layers: their messages one after the other. */
    public static NoCounterpartException of(List<NoCounterpartException> all) {
        return new NoCounterpartException(
                all.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")));
    }
}
