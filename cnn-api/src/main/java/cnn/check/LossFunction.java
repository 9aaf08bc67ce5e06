package cnn.check;

/** A loss and its gradient as a function: what {@link cnn.loss.LossSpec#evaluate} is, but open for wrong ones. */
public interface LossFunction {
    /**
     * @param n the number of samples N
     * @param k the number of outputs of a sample, K
     * @param y the network's output {@code [N, K]}
     * @param t the targets {@code [N, K]}
     * @param dy receives the gradient {@code [N, K]}
     * @return the loss, a mean over the batch
     */
    double evaluate(int n, int k, double[] y, double[] t, double[] dy);
}
