package cnn.datasets.picture;

/** In which way a file does not become a picture. */
public enum BrokenReason {
    EMPTY("of zero bytes"),
    NOT_A_PICTURE("no picture"),
    TRUNCATED("cut off: the end is missing"),
    TOO_LARGE("too large"),
    DAMAGED("damaged"),
    UNSUPPORTED("of a kind that is not read"),
    UNREADABLE("the file cannot be read");

    private final String words;

    BrokenReason(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
