package cnn.datasets.picture;

import java.io.IOException;

/** A picture cannot be had from its file. The message says what is wrong with it, without the file's name. */
public final class BrokenPictureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final BrokenReason reason;

    public BrokenPictureException(BrokenReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public BrokenPictureException(BrokenReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public BrokenReason reason() {
        return reason;
    }
}
