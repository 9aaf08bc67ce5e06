package cnn.compare.bench;

import cnn.error.BadInputException;

/** An engine has no counterpart to a layer of the network; the race goes on without it. */
final class NotRunException extends BadInputException {
    private static final long serialVersionUID = 1L;

    NotRunException(String why) {
        super(why);
    }
}
