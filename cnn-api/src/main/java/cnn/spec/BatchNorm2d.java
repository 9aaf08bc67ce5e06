package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation of images, channel by channel (Ioffe and Szegedy 2015, arXiv:1502.03167). Input and output
 * {@code [C, H, W]}; parameters {@code gamma [C]} (at first 1) and {@code beta [C]} (at first 0); state {@code mean [C]} (at
 * first 0) and {@code var [C]} (at first 1).
 *
 * <p>y = γ·(x - μ) / √(σ² + ε) + β. In training μ and σ² are the batch's own, over all N·H·W values of the channel:
 * μ = Σx / (N·H·W), σ² = Σ(x - μ)² / (N·H·W) (the biased variance), and the state follows them:
 * state ← (1 - momentum)·state + momentum·(batch value). In inference they are the state.
 *
 * <p>The variance that goes into the state is the biased one too, as in Keras; PyTorch puts the unbiased one there, which
 * is N·H·W / (N·H·W - 1) times as large.
 *
 * @param momentum the batch's share in the new state, in [0, 1] (Keras and DL4J count the other way round: 1 - momentum)
 * @param epsilon ε, above 0
 */
public record BatchNorm2d(double momentum, double epsilon) implements LayerSpec {
    public BatchNorm2d {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new BadInputException("batch_norm2d: momentum must be in [0, 1], got " + momentum);
        }
        if (!(epsilon > 0 && Double.isFinite(epsilon))) {
            throw new BadInputException("batch_norm2d: epsilon must be above 0, got " + epsilon);
        }
    }

    /** Momentum 0.1 and ε = 1e-5. */
    public BatchNorm2d() {
        this(0.1, 1e-5);
    }

    @Override
    public String kind() {
        return "batch_norm2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Shape channels = Shape.of(input.dim(0));
        return List.of(
                new ParameterSpec("gamma", ParameterSpec.Role.SCALE, channels, 1, 1),
                new ParameterSpec("beta", ParameterSpec.Role.SHIFT, channels, 1, 1));
    }

    @Override
    public List<StateSpec> state(Shape input) {
        Shape channels = Shape.of(input.dim(0));
        return List.of(new StateSpec("mean", channels, 0), new StateSpec("var", channels, 1));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.batchNorm2d(this);
    }
}
