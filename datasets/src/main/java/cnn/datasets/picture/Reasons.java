package cnn.datasets.picture;


/** Short ways to say what is wrong with a file. */
final class Reasons {
    private Reasons() {}

    static BrokenPictureException truncated(String why) {
        return new BrokenPictureException(BrokenReason.TRUNCATED, "it is not whole: " + why);
    }

    static BrokenPictureException damaged(String why) {
        return new BrokenPictureException(BrokenReason.DAMAGED, "it is damaged: " + why);
    }

    static BrokenPictureException damaged(Exception cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new BrokenPictureException(BrokenReason.DAMAGED, "it is damaged: " + why, cause);
    }

    static BrokenPictureException unsupported(String what) {
        return new BrokenPictureException(BrokenReason.UNSUPPORTED, "it cannot be read: " + what);
    }

    static BrokenPictureException tooLarge(String what) {
        return new BrokenPictureException(BrokenReason.TOO_LARGE, "it is too large: " + what);
    }
}
