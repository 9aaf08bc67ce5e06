package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Along a vector {@code [F]}, or along the channels of each pixel of an image {@code [C, H, W]}: y_k = e^(x_k) / Σ_j e^(x_j),
 * computed with x less its maximum, so that nothing overflows; dx_k = y_k·(dy_k - Σ_j y_j·dy_j). The shape stays.
 *
 * <p>For training a classifier leave it out: the loss {@code softmax_cross_entropy} takes the logits.
 */
public record Softmax() implements LayerSpec {
    @Override
    public String kind() {
        return "softmax";
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() != 1 && input.rank() != 3) {
            throw new BadInputException("softmax: expected a vector [F] or an image [C, H, W], got " + input);
        }
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.softmax(this);
    }
}
