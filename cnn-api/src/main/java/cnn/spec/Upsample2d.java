package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Repeats each pixel ("nearest neighbour"): y[n,c,i,j] = x[n, c, ⌊i/factorH⌋, ⌊j/factorW⌋]; dx is the sum of dy over each
 * pixel's copies. Input {@code [C, H, W]}, output {@code [C, factorH·H, factorW·W]}.
 */
public record Upsample2d(int factorH, int factorW) implements LayerSpec {
    public Upsample2d {
        if (factorH < 1 || factorW < 1) {
            throw new BadInputException("upsample2d: factor must be at least 1, got %d×%d".formatted(factorH, factorW));
        }
    }

    /** The same factor in both directions. */
    public Upsample2d(int factor) {
        this(factor, factor);
    }

    @Override
    public String kind() {
        return "upsample2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return Shape.of(
                input.dim(0), Math.multiplyExact(factorH, input.dim(1)), Math.multiplyExact(factorW, input.dim(2)));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.upsample2d(this);
    }
}
