package cnn.compare.engine.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sinh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Activation functions for DL4J's layers that DL4J itself does not have, or computes wrongly (see docs/findings.md), made of ND4J's
 * operations: a bridge for comparing whole networks.
 */
final class Dl4jActivations {
    private Dl4jActivations() {}

    /** As DL4J asks: y and dx are written over x. */
    private abstract static class Function extends BaseActivationFunction {
        private static final long serialVersionUID = 1L;

        abstract INDArray y(INDArray x);

        abstract INDArray slope(INDArray x);

        @Override
        public final INDArray getActivation(INDArray in, boolean training) {
            return in.assign(y(in));
        }

        @Override
        public final Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return new Pair<>(in.assign(slope(in).muli(epsilon)), null);
        }

        /** 1 where x is above 0, else 0. */
        static INDArray positive(INDArray x) {
            return x.gt(0).castTo(x.dataType());
        }
    }

    /** DL4J's goes back with the slope rounded to float, and with 1 at 0. */
    static final class LeakyRelu extends Function {
        private static final long serialVersionUID = 1L;

        private final double slope;

        LeakyRelu(double slope) {
            this.slope = slope;
        }

        @Override
        INDArray y(INDArray x) {
            return slope(x).muli(x);
        }

        @Override
        INDArray slope(INDArray x) {
            INDArray positive = positive(x);
            return positive.rsub(1).muli(slope).addi(positive);
        }
    }

    /** DL4J's goes back with α = 1, and at 0 with 1, and loses its digits near 0. */
    static final class Elu extends Function {
        private static final long serialVersionUID = 1L;
        private static final double FLAT = -80;

        private final double alpha;

        Elu(double alpha) {
            this.alpha = alpha;
        }

        @Override
        INDArray y(INDArray x) {
            // Below -80 eˣ - 1 is -1 in any precision, and sinh must not overflow.
            INDArray half = Transforms.max(Transforms.min(x, 0, true), FLAT, false).muli(0.5);
            // eˣ - 1 = 2·e^(x/2)·sinh(x/2), because ND4J's expm1 is a plain difference.
            INDArray below = Transforms.exp(half, true).muli(Nd4j.getExecutioner().exec(new Sinh(half.dup())));
            return below.muli(2 * alpha).addi(Transforms.max(x, 0, true));
        }

        @Override
        INDArray slope(INDArray x) {
            INDArray positive = positive(x);
            INDArray below = Transforms.exp(Transforms.min(x, 0, true), false);
            return below.muli(positive.rsub(1)).muli(alpha).addi(positive);
        }
    }

    /** x·Φ(x) by erf. DL4J's GELU is x·σ(1.702·x), its "precise" one meant to be the approximation by tanh. */
    static final class ErfGelu extends Function {
        private static final long serialVersionUID = 1L;

        @Override
        INDArray y(INDArray x) {
            return cumulative(x).muli(x);
        }

        /** Φ(x) + x·φ(x). */
        @Override
        INDArray slope(INDArray x) {
            INDArray density = Transforms.exp(x.mul(x).muli(-0.5), false).divi(Math.sqrt(2 * Math.PI));
            return density.muli(x).addi(cumulative(x));
        }

        /** Φ(x) = erfc(-x/√2)/2, which keeps its digits where it is small. */
        private static INDArray cumulative(INDArray x) {
            return Nd4j.getExecutioner().exec(new Erfc(x.mul(-Math.sqrt(0.5)))).muli(0.5);
        }
    }

    /** The approximation by tanh, with 0.044715·x³ where DL4J takes (0.044715·x)³. */
    static final class TanhGelu extends Function {
        private static final long serialVersionUID = 1L;
        private static final double SCALE = Math.sqrt(2 / Math.PI);
        private static final double CUBIC = 0.044715;

        @Override
        INDArray y(INDArray x) {
            return bent(x).addi(1).muli(x).muli(0.5);
        }

        /** (1 + t)/2 + x·(1 - t²)·u'/2 with t = tanh u. */
        @Override
        INDArray slope(INDArray x) {
            INDArray t = bent(x);
            INDArray inner = x.mul(x).muli(3 * CUBIC).addi(1).muli(SCALE).muli(x);
            return t.mul(t).rsubi(1).muli(inner).addi(t).addi(1).muli(0.5);
        }

        private static INDArray bent(INDArray x) {
            return Transforms.tanh(x.mul(x).muli(CUBIC).addi(1).muli(x).muli(SCALE), false);
        }
    }

    /** max(x, 0) + ln(1 + e^-|x|), where DL4J's ln(1 + eˣ) overflows above 88 in float32 and goes back as NaN. */
    static final class Softplus extends Function {
        private static final long serialVersionUID = 1L;

        @Override
        INDArray y(INDArray x) {
            INDArray e = Transforms.exp(Transforms.abs(x, true).negi(), false);
            // ln(1 + e) = 2·artanh(e / (2 + e)), because ND4J's log1p is the logarithm of a sum.
            return Transforms.atanh(e.divi(e.add(2)), false).muli(2).addi(Transforms.max(x, 0, true));
        }

        @Override
        INDArray slope(INDArray x) {
            return Transforms.sigmoid(x, true);
        }
    }

    /** x·σ(x), whose derivative ND4J gives as NaN for large x in float32. */
    static final class Silu extends Function {
        private static final long serialVersionUID = 1L;

        @Override
        INDArray y(INDArray x) {
            return Transforms.sigmoid(x, true).muli(x);
        }

        /** σ·(1 + x·(1 - σ)). */
        @Override
        INDArray slope(INDArray x) {
            INDArray s = Transforms.sigmoid(x, true);
            return s.rsub(1).muli(x).addi(1).muli(s);
        }
    }

    /**
     * Softmax along the channels of {@code [N, C, H, W]}; DL4J's goes along the last axis, whatever it is, and ND4J's own along axis 1
     * is wrong in float32 where it is oneDNN's.
     */
    static final class ChannelSoftmax extends BaseActivationFunction {
        private static final long serialVersionUID = 1L;
        private static final int CHANNELS = 1;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return in.assign(y(in));
        }

        /** y·(dy - Σ y·dy). */
        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            INDArray y = y(in);
            INDArray sums = y.mul(epsilon).sum(true, CHANNELS);
            return new Pair<>(in.assign(y.muli(epsilon.sub(sums))), null);
        }

        private static INDArray y(INDArray x) {
            INDArray e = Transforms.exp(x.sub(x.max(true, CHANNELS)), false);
            return e.div(e.sum(true, CHANNELS));
        }
    }
}
