package cnn.config;

import cnn.error.BadInputException;

/** A complaint that already says its file, line and column. */
final class PlacedComplaint extends BadInputException {
    private static final long serialVersionUID = 1L;

    PlacedComplaint(String message, Throwable cause) {
        super(message, cause);
    }

    PlacedComplaint(String message) {
        super(message);
    }
}
