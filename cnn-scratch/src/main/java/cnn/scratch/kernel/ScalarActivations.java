package cnn.scratch.kernel;

/** Activations in double precision, and what is related to them. The last elements of vector kernels run here too. */
public final class ScalarActivations {
    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    private ScalarActivations() {}

    /** See {@link Kernels#activate}. */
    public static void activate(Activation f, float a, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) value(f, a, x[xo + i]);
        }
    }

    private static double value(Activation f, double a, double x) {
        return switch (f) {
            case LEAKY_RELU -> x > 0 ? x : a * x;
            case ELU -> x > 0 ? x : a * Math.expm1(x);
            case GELU -> x * GaussTail.phi(x);
            case GELU_TANH -> x * sigmoid(twiceU(x));
            case SILU -> x * sigmoid(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double twiceU(double x) {
        return Activation.TWICE_ROOT * (x + Activation.CUBE * x * x * x);
    }

    /** See {@link Kernels#activateBackward}. */
    public static void activateBackward(
            Activation f, float a, float[] v, int vo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = (float) (dy[dyo + i] * slope(f, a, v[vo + i]));
        }
    }

    /** @param x or y, see {@link Activation#slopeFromOutput} */
    private static double slope(Activation f, double a, double x) {
        return switch (f) {
            case LEAKY_RELU -> x > 0 ? 1 : a;
            case ELU -> x > 0 ? 1 : a * Math.exp(x);
            case GELU -> GaussTail.phi(x) + x * Math.exp(-x * x / 2) / ROOT_OF_TWO_PI;
            case GELU_TANH -> {
                double u = twiceU(x);
                double bend = Activation.TWICE_ROOT * (1 + 3 * Activation.CUBE * x * x);
                yield sigmoid(u) * (1 + x * sigmoid(-u) * bend);
            }
            case SILU -> sigmoid(x) * (1 + x * sigmoid(-x));
            case SOFTPLUS -> sigmoid(x);
            case SIGMOID -> x * (1 - x);
            case TANH -> 1 - x * x;
        };
    }

    /** See {@link Kernels#exp}. */
    public static void exp(float[] x, int xo, float shift, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.exp((double) x[xo + i] - shift);
        }
    }

    /** See {@link Kernels#inverseThreeQuarters}. */
    public static void inverseThreeQuarters(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(x[xo + i]);
            y[yo + i] = (float) (1 / (root * Math.sqrt(root)));
        }
    }

    /** See {@link Kernels#mask}. */
    static void mask(float[] x, int xo, float[] factors, int fo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float factor = factors[fo + i];
            y[yo + i] = factor == 0 ? 0 : x[xo + i] * factor;
        }
    }
}
