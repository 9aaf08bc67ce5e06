package cnn.error;

/**
 * What a user gave cannot be used: a spec, a file, an option. The message is one line that says what is wrong, where, and
 * how to mend it; a command line prints it as it is and ends with exit code 2.
 */
public class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same complaint with the place in front, for example {@code layer 'conv2': …}. */
    public BadInputException at(String place) {
        return new BadInputException(place + ": " + getMessage(), this);
    }
}
