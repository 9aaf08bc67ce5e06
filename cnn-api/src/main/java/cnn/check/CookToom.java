package cnn.check;

/**
 * The matrices of Winograd's minimal filtering F(4, 3) by Cook and Toom's construction on the points 0, p, -p, q, -q and
 * ∞: four outputs of a correlation with three weights from six inputs, y = Aᵀ[(G·w) ⊙ (Bᵀ·x)].
 *
 * <p>With M(a) = Π_l (a - a_l) over the finite points and N_i = Π_{l≠i} (a_i - a_l): row i of Aᵀ's columns holds the powers
 * a_i^j, row i of G is (1, a_i, a_i²)/N_i, row i of Bᵀ the coefficients of M(a)/(a - a_i); for ∞ they are (0, 0, 0, 1),
 * (0, 0, 1) and the coefficients of M. Source: R. Blahut, Fast Algorithms for Signal Processing, sections 5.2 and 5.3; A.
 * Lavin and S. Gray, arXiv:1509.09308. How rows are scaled among the three differs between libraries, but not their product.
 */
final class CookToom {
    static final int POINTS = 6;
    static final int OUTPUTS = 4;
    static final int WEIGHTS = 3;

    /** A [point][output], G [point][weight], Bᵀ [point][input]. */
    final double[][] a = new double[POINTS][OUTPUTS];

    final double[][] g = new double[POINTS][WEIGHTS];
    final double[][] bt = new double[POINTS][POINTS];

    CookToom(double p, double q) {
        double[] points = {0, p, -p, q, -q};
        double[] all = {1};
        for (double point : points) {
            all = timesLinear(all, point);
        }
        for (int i = 0; i < points.length; i++) {
            double[] others = {1};
            double n = 1;
            for (int l = 0; l < points.length; l++) {
                if (l != i) {
                    others = timesLinear(others, points[l]);
                    n *= points[i] - points[l];
                }
            }
            for (int j = 0; j < OUTPUTS; j++) {
                a[i][j] = Math.pow(points[i], j);
            }
            for (int k = 0; k < WEIGHTS; k++) {
                g[i][k] = Math.pow(points[i], k) / n;
            }
            System.arraycopy(others, 0, bt[i], 0, others.length);
        }
        a[POINTS - 1][OUTPUTS - 1] = 1;
        g[POINTS - 1][WEIGHTS - 1] = 1;
        System.arraycopy(all, 0, bt[POINTS - 1], 0, all.length);
    }

    /** The coefficients, lowest power first, of a polynomial times (a - root). */
    private static double[] timesLinear(double[] polynomial, double root) {
        double[] product = new double[polynomial.length + 1];
        for (int k = 0; k < polynomial.length; k++) {
            product[k + 1] += polynomial[k];
            product[k] -= root * polynomial[k];
        }
        return product;
    }

    /** By how much y = Aᵀ[(G·w) ⊙ (Bᵀ·x)] can grow between input and output: max_j Σ_i |A_ij|·‖G_i‖·‖B_i‖. */
    double outputGrowth() {
        return growth(a, g, bt);
    }

    /** The same for the adjoint with respect to x, dx = B[(G·w) ⊙ (A·dy)]: max_l Σ_i |B_il|·‖G_i‖·‖A_i‖. */
    double inputGrowth() {
        return growth(bt, g, a);
    }

    /** The same for the adjoint with respect to w, dw = Gᵀ[(Bᵀ·x) ⊙ (A·dy)]: max_k Σ_i |G_ik|·‖B_i‖·‖A_i‖. */
    double weightGrowth() {
        return growth(g, bt, a);
    }

    private static double growth(double[][] result, double[][] first, double[][] second) {
        double largest = 0;
        for (int j = 0; j < result[0].length; j++) {
            double sum = 0;
            for (int i = 0; i < POINTS; i++) {
                sum += Math.abs(result[i][j]) * norm(first[i]) * norm(second[i]);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    private static double norm(double[] row) {
        double squares = 0;
        for (double value : row) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
