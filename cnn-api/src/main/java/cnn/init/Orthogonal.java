package cnn.init;

import cnn.spec.ParameterSpec;

/**
 * Rows, or columns if there are fewer of them, that stand at right angles to each other and have length {@code gain}: a
 * weight tensor [O, …] is taken as a matrix of O rows. Source: Saxe, McClelland and Ganguli 2014, arXiv:1312.6120. The
 * matrix is the Q of a normal matrix's QR decomposition with a positive diagonal in R, so that no direction is favoured
 * (Mezzadri 2007, arXiv:math-ph/0609050). Work grows with the square of the shorter side: seconds for 1000 × 10 000.
 *
 * @param gain above 0; √2 makes up for ReLU
 */
public record Orthogonal(double gain) implements Initializer {
    public Orthogonal {
        Hyper.positive("orthogonal", "gain", gain);
    }

    @Override
    public String kind() {
        return "orthogonal";
    }

    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        int rows = weight.shape().dim(0);
        int columns = weight.shape().size() / rows;
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = new double[count][length];
        for (int v = 0; v < count; v++) {
            for (int i = 0; i < length; i++) {
                vectors[v][i] = draws.normal((long) v * length + i);
            }
            straighten(vectors, v);
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[offset + r * columns + c] = gain * (rows <= columns ? vectors[r][c] : vectors[c][r]);
            }
        }
    }

    /** Gram and Schmidt, twice: once leaves what rounding has put back (Giraud et al. 2005: twice is enough). */
    private static void straighten(double[][] vectors, int last) {
        double[] v = vectors[last];
        for (int round = 0; round < 2; round++) {
            for (int u = 0; u < last; u++) {
                double along = dot(vectors[u], v);
                for (int i = 0; i < v.length; i++) {
                    v[i] -= along * vectors[u][i];
                }
            }
        }
        double length = Math.sqrt(dot(v, v));
        for (int i = 0; i < v.length; i++) {
            v[i] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.orthogonal(this);
    }
}
