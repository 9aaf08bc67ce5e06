package cnn.scratch.faults;

import cnn.scratch.textbook.ElementwiseLayer;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.Elu;
import cnn.spec.LeakyRelu;
import cnn.spec.PlacedLayer;

/** An activation with one deliberate mistake. */
final class WrongActivation extends TextbookLayer {
    private final ActivationMistake mistake;
    private final ElementwiseLayer right;
    private final PlacedLayer placed;
    private final int size;

    WrongActivation(ActivationMistake mistake, PlacedLayer placed, LayerContext context, ElementwiseLayer right) {
        super(placed, context);
        this.mistake = mistake;
        this.placed = placed;
        this.right = right;
        size = placed.input().size();
    }

    private static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double u(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int i = 0; i < N * size; i++) {
            y[i] = value(x[i]);
        }
    }

    private double value(double x) {
        return switch (mistake) {
            case GELU_BY_TANH_FOR_ERF -> x * (1 + Math.tanh(u(x))) / 2;
            case GELU_BY_THE_SIGMOID -> x * sigma(1.702 * x);
            case SOFTPLUS_OVERFLOWS -> Math.log(1 + Math.exp(x));
            default -> right.value(x);
        };
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        for (int i = 0; i < N * size; i++) {
            dx[i] = switch (mistake) {
                case RELU_MASK_FROM_DY -> Math.max(dy[i], 0);
                case RELU_MASK_FROM_X_AND_DY -> x[i] > 0 ? Math.max(dy[i], 0) : 0;
                default -> dy[i] * slope(x[i], y[i]);
            };
        }
    }

    private double slope(double x, double y) {
        return switch (mistake) {
            case RELU_MASK_FORGOTTEN -> 1;
            case RELU_HAS_SLOPE_1_AT_ZERO, LEAKY_RELU_HAS_SLOPE_1_AT_ZERO, ELU_HAS_SLOPE_1_AT_ZERO ->
                x == 0 ? 1 : right.slope(x, y);
            case SIGMOID_SLOPE_FROM_X -> x * (1 - x);
            case SIGMOID_TAKEN_TWICE_IN_DX -> sigma(y) * (1 - sigma(y));
            case TANH_SLOPE_1_MINUS_Y -> 1 - y;
            case TANH_SLOPE_FROM_X -> 1 - x * x;
            case LEAKY_RELU_SLOPE_ON_THE_WRONG_SIDE -> x > 0 ? ((LeakyRelu) placed.spec()).slope() : 1;
            case LEAKY_RELU_SLOPE_MISSING_IN_DX -> x < 0 ? 1 : right.slope(x, y);
            case LEAKY_RELU_IS_A_RELU_IN_DX -> x > 0 ? 1 : 0;
            case ELU_WITHOUT_ALPHA_IN_DX -> x > 0 ? 1 : Math.exp(x);
            case ELU_SLOPE_OF_Y_IS_X -> x > 0 ? 1 : x + ((Elu) placed.spec()).alpha();
            case GELU_WITHOUT_DENSITY_IN_DX -> x == 0 ? 0.5 : y / x;
            case GELU_TANH_WITHOUT_INNER_DERIVATIVE -> {
                double t = Math.tanh(u(x));
                yield (1 + t) / 2 + x * (1 - t * t) / 2;
            }
            case SILU_WITHOUT_X_IN_DX -> sigma(x);
            case SILU_WITHOUT_SIGMOID_IN_DX -> sigma(x) * (1 + x);
            case SOFTPLUS_DX_OF_MINUS_X -> sigma(-x);
            default -> right.slope(x, y);
        };
    }
}
