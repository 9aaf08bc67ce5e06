package cnn.pytorch;

import ai.djl.ndarray.NDArray;

/** One layer in PyTorch's operations; autograd knows the way back. */
interface Step {
    /**
     * @param x {@code [N, …]}
     * @param training whether batch normalisation takes the batch's own statistics, and lets its state follow them
     */
    NDArray forward(NDArray x, boolean training);
}
