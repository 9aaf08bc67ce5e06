package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * In training each element is set to 0 with probability rate, and the others are multiplied by 1 / (1 - rate) ("inverted
 * dropout"); dx is dy with the same zeros and the same factor. In inference y = x. Any shape, which stays.
 *
 * <p>The mask is that of {@link cnn.random.DropoutMask} for the pass's seed and step, this layer's index in the network and
 * the element's index in row order, n·(elements of a sample) + (place in the sample): the same on every engine. Source:
 * Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, JMLR 15.
 *
 * @param rate in [0, 1)
 */
public record Dropout(double rate) implements LayerSpec {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new BadInputException("dropout: rate must be in [0, 1), got " + rate);
        }
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.dropout(this);
    }
}
