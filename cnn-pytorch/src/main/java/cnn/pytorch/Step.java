package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import cnn.backend.Mode;

/** One layer in PyTorch's operations; autograd knows the way back. */
interface Step {
    /**
     * @param x {@code [N, …]}
     * @param mode in training batch normalisation takes the batch's own statistics, and lets its state follow them, and
     *     dropout drops
     */
    NDArray forward(NDArray x, Mode mode);
}
