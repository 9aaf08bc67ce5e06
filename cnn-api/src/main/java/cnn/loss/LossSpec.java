package cnn.loss;

/**
 * A loss over a batch: its formula, its value and its gradient. The work is tiny (N·K numbers), so there is this one
 * implementation, in double; backends hand the network's output out and take dy back.
 *
 * <p>Every loss is a mean over the N samples, so dy holds the factor 1/N and no layer divides by N again. Every loss is
 * finite, and right to within roundings, for every finite output whose square is finite.
 */
public sealed interface LossSpec
        permits SoftmaxCrossEntropy, SigmoidCrossEntropy, MeanSquaredError, MeanAbsoluteError, Huber, Hinge {
    /** The word in configurations, for example {@code softmax_cross_entropy}. */
    String kind();

    /**
     * The loss of a batch, and its gradient with respect to the network's output.
     *
     * @param n the number of samples N
     * @param k the number of outputs of a sample, K
     * @param y the network's output {@code [N, K]}, row-major
     * @param t the targets {@code [N, K]}, one-hot for classes, or their shares in a mixed sample; with one output, K
     *     = 1, the share of class 1
     * @param dy receives ∂loss/∂y {@code [N, K]}
     * @return the loss, a mean over the batch
     */
    double evaluate(int n, int k, double[] y, double[] t, double[] dy);

    /**
     * Looks whether the loss fits a network of K outputs.
     *
     * @throws cnn.error.BadInputException if not
     */
    default void requireOutputs(int k) {}

    /**
     * Looks whether targets may be shares of classes, such as 0.7 and 0.3, rather than 0 and 1 alone.
     *
     * @throws cnn.error.BadInputException if not
     */
    default void requireShares() {}

    <R> R accept(Visitor<R> visitor);

    /** One method a loss. */
    interface Visitor<R> {
        R softmaxCrossEntropy(SoftmaxCrossEntropy spec);

        R sigmoidCrossEntropy(SigmoidCrossEntropy spec);

        R meanSquaredError(MeanSquaredError spec);

        R meanAbsoluteError(MeanAbsoluteError spec);

        R huber(Huber spec);

        R hinge(Hinge spec);
    }
}
