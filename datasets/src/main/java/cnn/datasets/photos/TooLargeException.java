package cnn.datasets.photos;

import java.io.IOException;

/** A file has more bytes than a photo has. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
        super("the file is larger than %d MiB".formatted(limit >> 20));
    }
}
