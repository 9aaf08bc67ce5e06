package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * In training each channel is set to 0 with probability rate, and the others are multiplied by 1 / (1 - rate) ("inverted
 * dropout"); dx is dy with the same zeros and the same factor. In inference y = x. Input and output {@code [C, H, W]}.
 *
 * <p>The mask is that of {@link cnn.random.DropoutMask} for the pass's seed and step, this layer's index in the network and
 * the channel's index n·C + c: the same on every engine. Source: Tompson, Goroshin, Jain, LeCun and Bregler 2014,
 * arXiv:1411.4280.
 *
 * @param rate in [0, 1)
 */
public record SpatialDropout2d(double rate) implements LayerSpec {
    public SpatialDropout2d {
        if (!(rate >= 0 && rate < 1)) {
            throw new BadInputException("spatial_dropout2d: rate must be in [0, 1), got " + rate);
        }
    }

    @Override
    public String kind() {
        return "spatial_dropout2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.spatialDropout2d(this);
    }
}
