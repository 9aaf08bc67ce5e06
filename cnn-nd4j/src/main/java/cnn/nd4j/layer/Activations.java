package cnn.nd4j.layer;

import cnn.nd4j.op.AccurateTanh;
import cnn.nd4j.op.LegacyOp;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Operation;
import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LeakyRelu;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The activations in plain passes. libnd4j's own operations are not used where they are slow ({@code lrelu}, and all
 * that end in {@code _bp}), overflow ({@code softplus}), round a parameter to float32 ({@code lrelu}) or are another
 * function ({@code GELU}).
 */
enum Activations implements Activation {
    /** f′ = [y > 0]. */
    RELU {
        @Override
        public boolean canRunInPlace() {
            return true;
        }

        @Override
        public List<Operation> forward(Arrays a) {
            return List.of(a.maths().relu(a.x(), a.y()));
        }

        @Override
        public List<Operation> slope(Arrays a) {
            return List.of(LegacyOp.step(a.y(), a.slope()));
        }
    },
    /** f′ = (1 - y)·y. */
    SIGMOID {
        @Override
        public boolean canRunInPlace() {
            return true;
        }

        @Override
        public List<Operation> forward(Arrays a) {
            return List.of(a.maths().sigmoid(a.x(), a.y()));
        }

        @Override
        public List<Operation> slope(Arrays a) {
            return List.of(a.maths().minus(1, a.y(), a.slope()), a.maths().times(a.slope(), a.y(), a.slope()));
        }
    },
    /** f′ = 1 - y². */
    TANH {
        @Override
        public List<Operation> forward(Arrays a) {
            return List.of(new AccurateTanh(a.x(), a.y()));
        }

        @Override
        public List<Operation> slope(Arrays a) {
            return List.of(a.maths().times(a.y(), a.y(), a.slope()), a.maths().minus(1, a.slope(), a.slope()));
        }
    },
    /** σ is kept: y = x·σ, f′ = σ·(1 + x·(1 - σ)). */
    SILU {
        @Override
        public boolean keeps() {
            return true;
        }

        @Override
        public List<Operation> forward(Arrays a) {
            return List.of(a.maths().sigmoid(a.x(), a.kept()), a.maths().times(a.x(), a.kept(), a.y()));
        }

        @Override
        public List<Operation> slope(Arrays a) {
            Maths maths = a.maths();
            return List.of(
                    maths.minus(1, a.kept(), a.slope()),
                    maths.times(a.slope(), a.x(), a.slope()),
                    maths.plus(a.slope(), 1, a.slope()),
                    maths.times(a.slope(), a.kept(), a.slope()));
        }
    },
    /** y = max(x, 0) + ln(1 + e^(-|x|)), f′ = σ(x). */
    SOFTPLUS {
        @Override
        public List<Operation> forward(Arrays a) {
            Maths maths = a.maths();
            return List.of(
                    LegacyOp.abs(a.x(), a.y()),
                    maths.times(a.y(), -1, a.y()),
                    LegacyOp.exp(a.y(), a.y()),
                    maths.plus(a.y(), 1, a.y()),
                    LegacyOp.log(a.y(), a.y()),
                    maths.relu(a.x(), a.scratch()),
                    maths.plus(a.y(), a.scratch(), a.y()));
        }

        @Override
        public List<Operation> slope(Arrays a) {
            return List.of(a.maths().sigmoid(a.x(), a.slope()));
        }
    },
    /** Φ is kept: y = x·Φ with Φ = (1 + erf(x/√2)) / 2, f′ = Φ + x·e^(-x²/2)/√(2π). */
    GELU {
        @Override
        public boolean keeps() {
            return true;
        }

        @Override
        public List<Operation> forward(Arrays a) {
            Maths maths = a.maths();
            return List.of(
                    maths.times(a.x(), Math.sqrt(0.5), a.kept()),
                    LegacyOp.erf(a.kept(), a.kept()),
                    maths.times(a.kept(), 0.5, a.kept()),
                    maths.plus(a.kept(), 0.5, a.kept()),
                    maths.times(a.x(), a.kept(), a.y()));
        }

        @Override
        public List<Operation> slope(Arrays a) {
            Maths maths = a.maths();
            return List.of(
                    maths.times(a.x(), a.x(), a.slope()),
                    maths.times(a.slope(), -0.5, a.slope()),
                    LegacyOp.exp(a.slope(), a.slope()),
                    maths.times(a.slope(), 1 / Math.sqrt(2 * Math.PI), a.slope()),
                    maths.times(a.slope(), a.x(), a.slope()),
                    maths.plus(a.slope(), a.kept(), a.slope()));
        }
    },
    /**
     * (1 + tanh u)/2 is σ(2u), and is kept: no cancellation, and libnd4j's tanh is not needed. y = x·σ(2u),
     * f′ = σ + 2u′·x·σ·(1 - σ).
     */
    GELU_BY_TANH {
        private static final double CUBIC = 0.044715;
        private static final double TWO_ROOTS = 2 * Math.sqrt(2 / Math.PI);

        @Override
        public boolean keeps() {
            return true;
        }

        /** x·(1 + cubic·x²)·2√(2/π), which is 2u for the formula's cubic and 2u′·x for three times that. */
        private Stream<Operation> cubic(Arrays a, double cubic, INDArray z) {
            Maths maths = a.maths();
            return Stream.of(
                    maths.times(a.x(), a.x(), z),
                    maths.times(z, cubic, z),
                    maths.plus(z, 1, z),
                    maths.times(z, a.x(), z),
                    maths.times(z, TWO_ROOTS, z));
        }

        @Override
        public List<Operation> forward(Arrays a) {
            Maths maths = a.maths();
            return Stream.concat(
                            cubic(a, CUBIC, a.kept()),
                            Stream.of(maths.sigmoid(a.kept(), a.kept()), maths.times(a.x(), a.kept(), a.y())))
                    .toList();
        }

        @Override
        public List<Operation> slope(Arrays a) {
            Maths maths = a.maths();
            return Stream.concat(
                            cubic(a, 3 * CUBIC, a.slope()),
                            Stream.of(
                                    maths.minus(1, a.kept(), a.scratch()),
                                    maths.times(a.scratch(), a.kept(), a.scratch()),
                                    maths.times(a.slope(), a.scratch(), a.slope()),
                                    maths.plus(a.slope(), a.kept(), a.slope())))
                    .toList();
        }
    };

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Activation of(Gelu spec) {
        return spec.approximation() == Gelu.Approximation.TANH ? GELU_BY_TANH : GELU;
    }

    /** y = max(x, slope·x), as the slope is at most 1; f′ = max([x > 0], slope), so that above 0 nothing is rounded. */
    static Activation of(LeakyRelu spec) {
        return new Activation() {
            @Override
            public String label() {
                return spec.kind();
            }

            @Override
            public List<Operation> forward(Arrays a) {
                return List.of(a.maths().times(a.x(), spec.slope(), a.y()), a.maths().max(a.x(), a.y(), a.y()));
            }

            @Override
            public List<Operation> slope(Arrays a) {
                return List.of(LegacyOp.step(a.x(), a.slope()), a.maths().max(a.slope(), spec.slope(), a.slope()));
            }
        };
    }

    /**
     * e = e^min(x, 0) is kept: y = α·(e - 1) + max(x, 0), of which one part is always 0; f′ = e·g, where g is 1 above
     * 0, else α: g = α·(1 - [x > 0]) + [x > 0] rounds nothing.
     */
    static Activation of(Elu spec) {
        return new Activation() {
            @Override
            public String label() {
                return spec.kind();
            }

            @Override
            public boolean keeps() {
                return true;
            }

            @Override
            public List<Operation> forward(Arrays a) {
                Maths maths = a.maths();
                return List.of(
                        maths.min(a.x(), 0, a.kept()),
                        LegacyOp.exp(a.kept(), a.kept()),
                        maths.plus(a.kept(), -1, a.y()),
                        maths.times(a.y(), spec.alpha(), a.y()),
                        maths.relu(a.x(), a.scratch()),
                        maths.plus(a.y(), a.scratch(), a.y()));
            }

            @Override
            public List<Operation> slope(Arrays a) {
                Maths maths = a.maths();
                if (spec.alpha() == 1) {
                    return List.of(maths.times(a.kept(), 1, a.slope()));
                }
                return List.of(
                        LegacyOp.step(a.x(), a.slope()),
                        maths.minus(1, a.slope(), a.scratch()),
                        maths.times(a.scratch(), spec.alpha(), a.scratch()),
                        maths.plus(a.slope(), a.scratch(), a.slope()),
                        maths.times(a.slope(), a.kept(), a.slope()));
            }
        };
    }
}
