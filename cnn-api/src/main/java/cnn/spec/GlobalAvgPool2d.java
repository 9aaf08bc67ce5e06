package cnn.spec;

import cnn.tensor.Shape;

/**
 * The mean of each channel: y[n,c] = Σ_i Σ_j x[n,c,i,j] / (H·W); dx[n,c,i,j] = dy[n,c] / (H·W). Input {@code [C, H, W]},
 * output {@code [C]}. Source: Lin, Chen and Yan 2013, arXiv:1312.4400, section 3.2.
 */
public record GlobalAvgPool2d() implements LayerSpec {
    @Override
    public String kind() {
        return "global_avg_pool2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return Shape.of(input.dim(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.globalAvgPool2d(this);
    }
}
