package cnn.datasets.picture;

/** Why a picture's file cannot be read. */
public enum BrokenReason {
    EMPTY("of zero bytes"),
    NOT_A_PICTURE("no picture"),
    TRUNCATED("cut off: the end is missing"),
    TOO_LARGE("too large"),
    DAMAGED("damaged"),
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
