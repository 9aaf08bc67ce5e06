package cnn.compare.engine;

import cnn.error.BadInputException;
import cnn.spec.PlacedLayer;

/** An engine that wraps a library cannot express a layer with that library's own layers; the message says which and why. */
public final class NoCounterpartException extends BadInputException {
    private static final long serialVersionUID = 1L;

    /**
     * @param library for example {@code DL4J}
     * @param why what the layer needs and the library does not have
     */
    public NoCounterpartException(PlacedLayer layer, String library, String why) {
        super("%s on input %s: no %s counterpart: %s".formatted(layer.label(), layer.input(), library, why));
    }
}
