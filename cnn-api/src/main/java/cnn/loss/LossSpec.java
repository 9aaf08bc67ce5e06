package cnn.loss;

/**
 * A loss over a batch: its formula, its value and its gradient. The work is tiny (N·K numbers), so there is this one
 * implementation, in double; backends hand the network's output out and take dy back.
 */
public sealed interface LossSpec permits SoftmaxCrossEntropy, MeanSquaredError {
    /** The word in configurations, for example {@code softmax_cross_entropy}. */
    String kind();

    /**
     * The loss of a batch, and its gradient with respect to the network's output.
     *
     * @param n the number of samples N
     * @param k the number of outputs of a sample, K
     * @param y the network's output {@code [N, K]}, row-major
     * @param t the targets {@code [N, K]}, one-hot for classes
     * @param dy receives ∂loss/∂y {@code [N, K]}
     * @return the loss, a mean over the batch
     */
    double evaluate(int n, int k, double[] y, double[] t, double[] dy);
}
