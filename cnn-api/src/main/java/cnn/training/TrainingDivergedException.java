package cnn.training;

/** The loss is no longer a finite number: the training has failed, and going on would not mend it. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingDivergedException(long step, double loss) {
        super("the loss became %s at step %d; try a smaller learning rate".formatted(loss, step));
    }
}
