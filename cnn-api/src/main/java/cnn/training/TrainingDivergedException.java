package cnn.training;

/** The numbers are no longer finite: the training has failed, and going on would not mend it. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is not finite, and where it began */
    public TrainingDivergedException(String message) {
        super(message);
    }

    public TrainingDivergedException(long step, double loss) {
        super("the loss became %s at step %d; try a smaller learning rate".formatted(loss, step));
    }

    /** @param where a sentence about the first value that was not finite */
    public TrainingDivergedException(long step, double loss, String where) {
        super("the loss became %s at step %d; try a smaller learning rate. In that step, %s"
                .formatted(loss, step, where));
    }
}
