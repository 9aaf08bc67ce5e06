package cnn.backend;

import cnn.error.BadInputException;
import cnn.spec.PlacedLayer;

/** A backend cannot run a layer at all; the message says which. */
public final class UnsupportedLayerException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final String what;

    /** @param what the backend lacks, for example {@code batch_norm2d} or {@code conv2d with groups} */
    public UnsupportedLayerException(PlacedLayer layer, String backend, String what) {
        super("%s: backend %s cannot run %s yet; use backend textbook".formatted(layer.label(), backend, what));
        this.what = what;
    }

    /** What the backend lacks. */
    public String what() {
        return what;
    }
}
