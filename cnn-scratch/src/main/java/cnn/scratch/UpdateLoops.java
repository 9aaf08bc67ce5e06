package cnn.scratch;

/**
 * Updates element by element in float32: plain loops of one statement a vector, which the JIT turns into vector code.
 */
final class UpdateLoops {
    private UpdateLoops() {}

    /** v ← μ·v + a·g; θ ← θ - b·v. */
    static void momentum(float[] p, float[] g, float[] v, int from, int to, float mu, float a, float b) {
        for (int i = from; i < to; i++) {
            v[i] = mu * v[i] + a * g[i];
            p[i] -= b * v[i];
        }
    }

    /** v ← μ·v + a·g; θ ← θ - b·(a·g + μ·v). */
    static void nesterov(float[] p, float[] g, float[] v, int from, int to, float mu, float a, float b) {
        for (int i = from; i < to; i++) {
            v[i] = mu * v[i] + a * g[i];
            p[i] -= b * (a * g[i] + mu * v[i]);
        }
    }

    /** s ← ρ·s + k·g²; θ ← θ - η·g / (√(s + inside) + outside). */
    static void divideByRoot(float[] p, float[] g, float[] s, int from, int to, Root n) {
        float decay = n.decay;
        float keep = n.keep;
        float rate = n.rate;
        float inside = n.inside;
        float outside = n.outside;
        for (int i = from; i < to; i++) {
            s[i] = decay * s[i] + keep * g[i] * g[i];
            p[i] -= rate * g[i] / ((float) Math.sqrt(s[i] + inside) + outside);
        }
    }

    /** m and v as in Adam; θ ← θ - (a·m + b·g) / (√(c·v) + ε). */
    static void nadam(float[] p, float[] g, float[] m, float[] v, int from, int to, Moments n) {
        float beta1 = n.beta1;
        float keep1 = n.keep1;
        float beta2 = n.beta2;
        float keep2 = n.keep2;
        float a = n.ofM;
        float b = n.ofG;
        float c = n.ofV;
        float epsilon = n.epsilon;
        for (int i = from; i < to; i++) {
            m[i] = beta1 * m[i] + keep1 * g[i];
            v[i] = beta2 * v[i] + keep2 * g[i] * g[i];
            p[i] -= (a * m[i] + b * g[i]) / ((float) Math.sqrt(c * v[i]) + epsilon);
        }
    }

    /** m and v as in Adam; h ← max(h, v); θ ← θ - a·m / (√(c·h) + ε). */
    static void amsGrad(float[] p, float[] g, float[] m, float[] v, float[] h, int from, int to, Moments n) {
        float beta1 = n.beta1;
        float keep1 = n.keep1;
        float beta2 = n.beta2;
        float keep2 = n.keep2;
        float a = n.ofM;
        float c = n.ofV;
        float epsilon = n.epsilon;
        for (int i = from; i < to; i++) {
            m[i] = beta1 * m[i] + keep1 * g[i];
            v[i] = beta2 * v[i] + keep2 * g[i] * g[i];
            h[i] = Math.max(h[i], v[i]);
            p[i] -= a * m[i] / ((float) Math.sqrt(c * h[i]) + epsilon);
        }
    }

    /**
     * Σ x². In double, where float's squares neither overflow nor vanish; four sums, since one would wait for itself.
     */
    static double squares(float[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            a += (double) x[i] * x[i];
            b += (double) x[i + 1] * x[i + 1];
            c += (double) x[i + 2] * x[i + 2];
            d += (double) x[i + 3] * x[i + 3];
        }
        for (; i < to; i++) {
            a += (double) x[i] * x[i];
        }
        return (a + b) + (c + d);
    }

    /** z ← a·x. */
    static void scale(float[] x, float[] z, int from, int to, float a) {
        for (int i = from; i < to; i++) {
            z[i] = a * x[i];
        }
    }

    /** z ← min(max(x, -c), c). */
    static void limit(float[] x, float[] z, int from, int to, float c) {
        for (int i = from; i < to; i++) {
            z[i] = Math.min(Math.max(x[i], -c), c);
        }
    }

    /** z ← z + a·sign(p) + b·p. */
    static void penalties(float[] p, float[] z, int from, int to, float a, float b) {
        if (a != 0) {
            for (int i = from; i < to; i++) {
                z[i] += a * Math.signum(p[i]);
            }
        }
        for (int i = from; i < to; i++) {
            z[i] += b * p[i];
        }
    }

    /**
     * The numbers of {@link #divideByRoot}.
     *
     * @param keep k, and ρ is {@code decay}
     */
    record Root(float decay, float keep, float rate, float inside, float outside) {}

    /**
     * The numbers of {@link #nadam} and {@link #amsGrad}; a, b and c are computed in double.
     *
     * @param ofM a
     * @param ofG b
     * @param ofV c
     */
    record Moments(
            float beta1, float keep1, float beta2, float keep2, float ofM, float ofG, float ofV, float epsilon) {}
}
