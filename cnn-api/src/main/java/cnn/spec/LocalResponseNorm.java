package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Each value is divided by a power of what its neighbours in the channels sum up to: y_c = x_c / s_c^β with
 * s_c = k + α·Σ x_j² over the channels j from max(0, c - size/2) to min(C - 1, c + size/2), at each pixel (section 3.3 of
 * Krizhevsky, Sutskever and Hinton 2012). dx_c = dy_c·s_c^(-β) - 2αβ·x_c·Σ_j dy_j·x_j·s_j^(-β-1) over the same neighbours.
 * Input and output {@code [C, H, W]}.
 *
 * <p>α multiplies the sum as in the paper, in TensorFlow and in DL4J. PyTorch and ONNX divide it by size: their α is ours
 * times size.
 *
 * @param size how many channels the sum sees, odd
 * @param alpha α, at least 0
 * @param beta β, above 0
 * @param k above 0
 */
public record LocalResponseNorm(int size, double alpha, double beta, double k) implements LayerSpec {
    public LocalResponseNorm {
        if (size < 1 || size % 2 == 0) {
            throw new BadInputException("local_response_norm: size must be odd and at least 1, got " + size);
        }
        if (!(alpha >= 0 && Double.isFinite(alpha))) {
            throw new BadInputException("local_response_norm: alpha must be at least 0, got " + alpha);
        }
        if (!(beta > 0 && Double.isFinite(beta))) {
            throw new BadInputException("local_response_norm: beta must be above 0, got " + beta);
        }
        if (!(k > 0 && Double.isFinite(k))) {
            throw new BadInputException("local_response_norm: k must be above 0, got " + k);
        }
    }

    /** The paper's values: 5 channels, α = 1e-4, β = 0.75, k = 2. */
    public LocalResponseNorm() {
        this(5, 1e-4, 0.75, 2);
    }

    @Override
    public String kind() {
        return "local_response_norm";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.localResponseNorm(this);
    }
}
