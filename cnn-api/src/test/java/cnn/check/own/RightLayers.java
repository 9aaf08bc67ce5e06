package cnn.check.own;

import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Layers that are right, each written as somebody who knows nothing of this project would. */
final class RightLayers {
    private RightLayers() {}

    /** y = w·x + b, w [4, F]. */
    record Dense() implements OwnLayer {
        private static final int O = 4;

        @Override
        public Shape output(Shape input) {
            return Shape.of(O);
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return List.of(new Parameter("w", Shape.of(O, input.size())), new Parameter("b", Shape.of(O)));
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            int f = x.length / shape.dim(0);
            double[] y = new double[shape.dim(0) * O];
            for (int k = 0; k < y.length; k++) {
                y[k] = p[O * f + k % O];
                for (int i = 0; i < f; i++) {
                    y[k] += p[k % O * f + i] * x[k / O * f + i];
                }
            }
            return y;
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            int f = x.length / shape.dim(0);
            double[] dx = new double[x.length];
            double[] dp = new double[p.length];
            for (int k = 0; k < dy.length; k++) {
                dp[O * f + k % O] += dy[k];
                for (int i = 0; i < f; i++) {
                    dx[k / O * f + i] += p[k % O * f + i] * dy[k];
                    dp[k % O * f + i] += dy[k] * x[k / O * f + i];
                }
            }
            return new Gradient(dx, dp);
        }
    }

    /** Windows of 3×3 with stride 2, overlapping. */
    record MaxPool(boolean tellsSides) implements OwnLayer {
        @Override
        public Shape output(Shape input) {
            return Shape.of(input.dim(0), (input.dim(1) - 3) / 2 + 1, (input.dim(2) - 3) / 2 + 1);
        }

        private int[] winners(Shape shape, double[] x) {
            Shape out = output(shape.withoutBatch());
            int[] winners = new int[shape.dim(0) * out.size()];
            int height = shape.dim(2);
            int width = shape.dim(3);
            for (int k = 0; k < winners.length; k++) {
                int plane = k / (out.dim(1) * out.dim(2));
                int top = k / out.dim(2) % out.dim(1) * 2;
                int left = k % out.dim(2) * 2;
                int best = (plane * height + top) * width + left;
                for (int i = 0; i < 9; i++) {
                    int at = (plane * height + top + i / 3) * width + left + i % 3;
                    best = x[at] > x[best] ? at : best;
                }
                winners[k] = best;
            }
            return winners;
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return Arrays.stream(winners(shape, x)).mapToDouble(i -> x[i]).toArray();
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            double[] dx = new double[x.length];
            int[] winners = winners(shape, x);
            for (int k = 0; k < dy.length; k++) {
                dx[winners[k]] += dy[k];
            }
            return Gradient.of(dx);
        }

        @Override
        public long sides(Shape shape, double[] x, double[] p) {
            return tellsSides ? Arrays.hashCode(winners(shape, x)) : 0;
        }
    }

    /** Over all numbers of a sample. */
    record Softmax(boolean subtractsMax) implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            double[] y = new double[x.length];
            int f = x.length / shape.dim(0);
            for (int n = 0; n < shape.dim(0); n++) {
                double[] row = Arrays.copyOfRange(x, n * f, (n + 1) * f);
                double max = subtractsMax ? Arrays.stream(row).max().orElseThrow() : 0;
                double sum = Arrays.stream(row).map(value -> Math.exp(value - max)).sum();
                for (int i = 0; i < f; i++) {
                    y[n * f + i] = Math.exp(row[i] - max) / sum;
                }
            }
            return y;
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            double[] y = forward(shape, x, p);
            double[] dx = new double[x.length];
            int f = x.length / shape.dim(0);
            for (int i = 0; i < x.length; i++) {
                double mean = 0;
                for (int j = i / f * f; j < (i / f + 1) * f; j++) {
                    mean += y[j] * dy[j];
                }
                dx[i] = y[i] * (dy[i] - mean);
            }
            return Gradient.of(dx);
        }
    }

    /** Over the batch and the plane, per channel. */
    record BatchNorm(double epsilon, boolean throughVariance) implements OwnLayer {
        @Override
        public List<Parameter> parameters(Shape input) {
            Shape channels = Shape.of(input.dim(0));
            return List.of(new Parameter("gamma", channels, 0.5, 2), new Parameter("beta", channels));
        }

        private static int channel(Shape shape, int i) {
            return i / (shape.dim(2) * shape.dim(3)) % shape.dim(1);
        }

        private static double mean(Shape shape, double[] values, int channel) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < values.length; i++) {
                if (channel(shape, i) == channel) {
                    sum += values[i];
                    count++;
                }
            }
            return sum / count;
        }

        /** x̂, and 1/s of each channel behind it. */
        private double[] normalised(Shape shape, double[] x) {
            int c = shape.dim(1);
            double[] all = Arrays.copyOf(x, x.length + c);
            for (int k = 0; k < c; k++) {
                double mean = mean(shape, x, k);
                double[] squares = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).toArray();
                double s = Math.sqrt(mean(shape, squares, k) + epsilon);
                all[x.length + k] = 1 / s;
                for (int i = 0; i < x.length; i++) {
                    if (channel(shape, i) == k) {
                        all[i] = (x[i] - mean) / s;
                    }
                }
            }
            return all;
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            double[] y = Arrays.copyOf(normalised(shape, x), x.length);
            for (int i = 0; i < y.length; i++) {
                y[i] = p[channel(shape, i)] * y[i] + p[shape.dim(1) + channel(shape, i)];
            }
            return y;
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            int c = shape.dim(1);
            double[] hat = normalised(shape, x);
            double[] product = new double[x.length];
            double[] dp = new double[p.length];
            for (int i = 0; i < x.length; i++) {
                product[i] = dy[i] * hat[i];
                dp[channel(shape, i)] += product[i];
                dp[c + channel(shape, i)] += dy[i];
            }
            double[] dx = new double[x.length];
            for (int k = 0; k < c; k++) {
                double mean = mean(shape, dy, k);
                double slope = throughVariance ? mean(shape, product, k) : 0;
                for (int i = 0; i < x.length; i++) {
                    if (channel(shape, i) == k) {
                        dx[i] = p[k] * hat[x.length + k] * (dy[i] - mean - hat[i] * slope);
                    }
                }
            }
            return new Gradient(dx, dp);
        }
    }

    /** y = x for x > 0, a·x below; one a for each channel. */
    record PRelu() implements OwnLayer {
        @Override
        public List<Parameter> parameters(Shape input) {
            return List.of(new Parameter("a", Shape.of(input.dim(0))));
        }

        private static int channel(Shape shape, int i) {
            return i / (shape.dim(2) * shape.dim(3)) % shape.dim(1);
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] a) {
            double[] y = x.clone();
            for (int i = 0; i < y.length; i++) {
                y[i] *= x[i] > 0 ? 1 : a[channel(shape, i)];
            }
            return y;
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] a, double[] dy) {
            double[] dx = dy.clone();
            double[] da = new double[a.length];
            for (int i = 0; i < dx.length; i++) {
                if (!(x[i] > 0)) {
                    dx[i] *= a[channel(shape, i)];
                    da[channel(shape, i)] += dy[i] * x[i];
                }
            }
            return new Gradient(dx, da);
        }
    }

    /** A matrix that is not a parameter, in float32: its rounding is not float64's. */
    record FloatMatrix() implements OwnLayer {
        private static float[] matrix(int size) {
            Random random = new Random(5);
            float[] m = new float[size * size];
            for (int i = 0; i < m.length; i++) {
                m[i] = random.nextFloat() - 0.5f;
            }
            return m;
        }

        private static double[] times(Shape shape, double[] x, boolean transposed) {
            int f = x.length / shape.dim(0);
            float[] m = matrix(f);
            double[] y = new double[x.length];
            for (int k = 0; k < y.length; k++) {
                float sum = 0;
                for (int i = 0; i < f; i++) {
                    sum += m[transposed ? i * f + k % f : k % f * f + i] * (float) x[k / f * f + i];
                }
                y[k] = sum;
            }
            return y;
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return times(shape, x, false);
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return Gradient.of(times(shape, dy, true));
        }
    }
}
