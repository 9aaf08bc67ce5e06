package cnn.check.own;

import cnn.check.own.RightLayers.Dense;
import cnn.check.own.RightLayers.MaxPool;
import cnn.check.own.RightLayers.PRelu;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Classes that are wrong: in what they keep, in what they write to, in what they take a mask from. */
final class Mistakes {
    private Mistakes() {}

    /** A right layer whose passes a test changes. */
    static class Changed implements OwnLayer {
        final OwnLayer right;

        Changed(OwnLayer right) {
            this.right = right;
        }

        @Override
        public Shape output(Shape input) {
            return right.output(input);
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return right.parameters(input);
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return right.forward(shape, x, p);
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return changed(shape, right.backward(shape, x, p, dy));
        }

        Gradient changed(Shape shape, Gradient gradient) {
            return gradient;
        }
    }

    /** Keeps the sum of all gradients so far. */
    static final class Accumulating extends Changed {
        private double[] sum = new double[0];

        Accumulating() {
            super(new Dense());
        }

        @Override
        Gradient changed(Shape shape, Gradient gradient) {
            sum = Arrays.copyOf(sum, gradient.parameters().length);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient.parameters()[i];
            }
            return new Gradient(gradient.dx(), sum.clone());
        }
    }

    /** Backward by what the last forward pass has left, in a buffer of its own or of all. */
    static final class Remembering extends Changed {
        private static double[] everybodys = new double[0];
        private final boolean shared;
        private double[] own = new double[0];

        Remembering(boolean shared) {
            super(new PRelu());
            this.shared = shared;
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            if (shared) {
                everybodys = x;
            } else {
                own = x;
            }
            return super.forward(shape, x, p);
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            double[] kept = shared ? everybodys : own;
            return super.backward(shape, kept.length == x.length ? kept : x, p, dy);
        }
    }

    /** Gives the same array each time. */
    static final class OneBuffer extends Changed {
        private double[] buffer = new double[0];

        OneBuffer() {
            super(new PRelu());
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            double[] y = super.forward(shape, x, p);
            buffer = buffer.length == y.length ? buffer : new double[y.length];
            System.arraycopy(y, 0, buffer, 0, y.length);
            return buffer;
        }
    }

    static final class Dropping extends Changed {
        private final Random random = new Random(1);

        Dropping() {
            super(new Dense());
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            double[] y = super.forward(shape, x, p);
            return Arrays.stream(y).map(value -> random.nextBoolean() ? value : 0).toArray();
        }
    }

    static final class InPlace implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(0, x[i]);
            }
            return x;
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return OwnLayer.elementwise(v -> v, v -> v > 0 ? 1 : 0).backward(shape, x, p, dy);
        }
    }

    static final class DyInPlace implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return Arrays.stream(x).map(v -> 2 * v).toArray();
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            for (int i = 0; i < dy.length; i++) {
                dy[i] *= 2;
            }
            return Gradient.of(dy);
        }
    }

    /** The mask is taken from dy instead of x. */
    static final class MaskFromDy implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return Gradient.of(Arrays.stream(dy).map(v -> Math.max(0, v)).toArray());
        }
    }

    static final class OverlapsOverwritten extends Changed {
        OverlapsOverwritten() {
            super(new MaxPool(false));
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            double[] dx = new double[x.length];
            double[] places = new double[x.length];
            Arrays.setAll(places, i -> i);
            // The places of the winners, found by pooling.
            double[] y = right.forward(shape, x, p);
            for (int k = 0; k < dy.length; k++) {
                double won = y[k];
                int at = (int) Arrays.stream(places).filter(i -> x[(int) i] == won).findFirst().orElseThrow();
                dx[at] = dy[k];
            }
            return Gradient.of(dx);
        }
    }
}
