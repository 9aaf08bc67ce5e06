package cnn.check.own;

/** A pass that gave nothing to judge: it threw, or its result has the wrong length. */
final class BadPass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadPass(String message) {
        super(message);
    }

    BadPass(String pass, RuntimeException cause) {
        super(pass + " threw " + cause, cause);
    }
}
