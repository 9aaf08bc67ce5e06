package cnn.scratch.kernel;

/**
 * The tail of the normal distribution: Φ(-a) = e^(-a²/2)·g(a) for a ≥ 0, where g(a) = e^(a²/2)·erfc(a/√2) / 2 is
 * smooth and falls from 1/2 like 1 / (a·√(2π)) (Mills' ratio; Abramowitz and Stegun, <em>Handbook of Mathematical
 * Functions</em>, section 26.2). With t = 1 / (1 + {@value #SCALE}·a) it is nearly a polynomial: g = t·(C0 + C1·t + …
 * + C9·t⁹) to 3.5e-9, relatively, for a ≤ 14.5, beyond which e^(-a²/2) underflows. The coefficients were fitted to g
 * by least squares on 600 Chebyshev points, reweighted until the largest relative error was least.
 */
public final class GaussTail {
    /** What a is multiplied with in t. */
    public static final float SCALE = 0.3f;

    /** Coefficients of the polynomial, by rising powers. */
    public static final float C0 = 0.11968669f;
    /** See {@link #C0}. */
    public static final float C1 = 0.11957181f;
    /** See {@link #C0}. */
    public static final float C2 = 0.11023544f;
    /** See {@link #C0}. */
    public static final float C3 = 0.0783896f;
    /** See {@link #C0}. */
    public static final float C4 = 0.09615698f;
    /** See {@link #C0}. */
    public static final float C5 = -0.07942377f;
    /** See {@link #C0}. */
    public static final float C6 = 0.19178487f;
    /** See {@link #C0}. */
    public static final float C7 = -0.22821386f;
    /** See {@link #C0}. */
    public static final float C8 = 0.11243572f;
    /** See {@link #C0}. */
    public static final float C9 = -0.020623489f;

    private GaussTail() {}

    /** Φ(x), the normal distribution, computed in double. */
    static double phi(double x) {
        double a = Math.abs(x);
        double t = 1 / (1 + SCALE * a);
        double g = C5 + t * (C6 + t * (C7 + t * (C8 + t * C9)));
        g = t * (C0 + t * (C1 + t * (C2 + t * (C3 + t * (C4 + t * g)))));
        double tail = Math.exp(-a * a / 2) * g;
        return x < 0 ? tail : 1 - tail;
    }
}
