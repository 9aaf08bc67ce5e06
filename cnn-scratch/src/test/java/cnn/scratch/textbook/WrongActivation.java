package cnn.scratch.textbook;

import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.PlacedLayer;
import cnn.spec.Silu;
import cnn.spec.Softplus;

/** An activation with one deliberate mistake: the contract kit must find it. */
final class WrongActivation extends ElementwiseLayer {
    enum Mistake {
        LEAKY_RELU_HAS_SLOPE_1_AT_ZERO(LeakyRelu.class),
        LEAKY_RELU_SLOPE_MISSING_IN_DX(LeakyRelu.class),
        ELU_WITHOUT_ALPHA_IN_DX(Elu.class),
        ELU_HAS_SLOPE_1_AT_ZERO(Elu.class),
        GELU_BY_TANH_FOR_ERF(Gelu.class),
        GELU_BY_THE_SIGMOID(Gelu.class),
        GELU_WITHOUT_DENSITY_IN_DX(Gelu.class),
        SILU_WITHOUT_X_IN_DX(Silu.class),
        SOFTPLUS_OVERFLOWS(Softplus.class),
        SOFTPLUS_DX_OF_MINUS_X(Softplus.class);

        private final Class<? extends LayerSpec> kind;

        Mistake(Class<? extends LayerSpec> kind) {
            this.kind = kind;
        }

        Class<? extends LayerSpec> kind() {
            return kind;
        }
    }

    private final Mistake mistake;
    private final ElementwiseLayer right;

    WrongActivation(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        this.right = (ElementwiseLayer) placed.spec().accept(new LayerMaker(placed, context));
    }

    private static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    double value(double x) {
        double u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        return switch (mistake) {
            case GELU_BY_TANH_FOR_ERF -> x * (1 + Math.tanh(u)) / 2;
            case GELU_BY_THE_SIGMOID -> x * sigma(1.702 * x);
            case SOFTPLUS_OVERFLOWS -> Math.log(1 + Math.exp(x));
            default -> right.value(x);
        };
    }

    @Override
    double slope(double x, double y) {
        return switch (mistake) {
            case LEAKY_RELU_HAS_SLOPE_1_AT_ZERO, ELU_HAS_SLOPE_1_AT_ZERO -> x == 0 ? 1 : right.slope(x, y);
            case LEAKY_RELU_SLOPE_MISSING_IN_DX -> x < 0 ? 1 : right.slope(x, y);
            case ELU_WITHOUT_ALPHA_IN_DX -> x > 0 ? 1 : Math.exp(x);
            case GELU_WITHOUT_DENSITY_IN_DX -> x == 0 ? 0.5 : y / x;
            case SILU_WITHOUT_X_IN_DX -> sigma(x);
            case SOFTPLUS_DX_OF_MINUS_X -> sigma(-x);
            default -> right.slope(x, y);
        };
    }
}
