package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.Kernels.AdamStep;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Kernels at memory speed: ReLU, sums, optimizer updates. What is left over at the end of an array is done by plain loops. */
final class Elementwise {
    private Elementwise() {}

    static void relu(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            float v = x[xo + i];
            y[yo + i] = v <= 0 ? 0 : v;
        }
    }

    static void reluBackward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector v = FloatVector.fromArray(S, y, yo + i);
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector.zero(S).blend(d, v.compare(VectorOperators.GT, 0f)).intoArray(dx, dxo + i);
        }
        for (; i < n; i++) {
            dx[dxo + i] = y[yo + i] > 0 ? dy[dyo + i] : 0;
        }
    }

    static void add(float[] from, int fo, float[] to, int too, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector.fromArray(S, to, too + i)
                    .add(FloatVector.fromArray(S, from, fo + i))
                    .intoArray(to, too + i);
        }
        for (; i < n; i++) {
            to[too + i] += from[fo + i];
        }
    }

    static void sum(float[] a, int ao, float[] b, int bo, float floor, float[] y, int yo, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector z = FloatVector.fromArray(S, a, ao + i).add(FloatVector.fromArray(S, b, bo + i));
            z.blend(floor, z.compare(VectorOperators.LE, floor)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            float z = a[ao + i] + b[bo + i];
            y[yo + i] = z <= floor ? floor : z;
        }
    }

    static void addPixels(float[] x, int xo, int pixels, float[] sums, int so) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector sum = FloatVector.fromArray(S, sums, so + l);
            int p = xo + l;
            int end = p + pixels * BLOCK;
            do {
                sum = sum.add(FloatVector.fromArray(S, x, p));
                p += BLOCK;
            } while (p < end);
            sum.intoArray(sums, so + l);
        }
    }

    static void sgd(float[] p, float[] g, int from, int to, float rate) {
        int i = from;
        for (; i + L <= to; i += L) {
            FloatVector step = FloatVector.fromArray(S, g, i).mul(rate);
            FloatVector.fromArray(S, p, i).sub(step).intoArray(p, i);
        }
        for (; i < to; i++) {
            p[i] -= rate * g[i];
        }
    }

    static void momentum(float[] p, float[] g, float[] v, int from, int to, float rate, float momentum) {
        int i = from;
        for (; i + L <= to; i += L) {
            FloatVector velocity = FloatVector.fromArray(S, v, i).mul(momentum).add(FloatVector.fromArray(S, g, i));
            velocity.intoArray(v, i);
            FloatVector.fromArray(S, p, i).sub(velocity.mul(rate)).intoArray(p, i);
        }
        for (; i < to; i++) {
            v[i] = momentum * v[i] + g[i];
            p[i] -= rate * v[i];
        }
    }

    static void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        int i = from;
        for (; i + L <= to; i += L) {
            FloatVector gradient = FloatVector.fromArray(S, g, i);
            FloatVector first = FloatVector.fromArray(S, m, i).mul(step.beta1()).add(gradient.mul(step.keep1()));
            FloatVector second = FloatVector.fromArray(S, v, i)
                    .mul(step.beta2())
                    .add(gradient.mul(step.keep2()).mul(gradient));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector root = second.mul(step.correction()).lanewise(VectorOperators.SQRT).add(step.epsilon());
            FloatVector.fromArray(S, p, i).sub(first.mul(step.rate()).div(root)).intoArray(p, i);
        }
        for (; i < to; i++) {
            m[i] = step.beta1() * m[i] + step.keep1() * g[i];
            v[i] = step.beta2() * v[i] + step.keep2() * g[i] * g[i];
            p[i] -= step.rate() * m[i] / ((float) Math.sqrt(v[i] * step.correction()) + step.epsilon());
        }
    }
}
