package cnn.backend;

import cnn.tensor.Tensor;

/**
 * A layer's output, and the way back. Both stay valid until the same layer's next forward pass, and belong to the layer.
 *
 * @param y shape {@code [N, …]}
 * @param backward may be called any number of times, and gives the same bits each time; throws
 *     {@link IllegalStateException} after a pass in {@link Mode#INFER}
 */
public record ForwardPass(Tensor y, Backward backward) {}
