package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.NadamFactors;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.Velocity;
import java.util.Optional;

/**
 * An optimizer's formula for one parameter, in PyTorch's operations. Adam in float32 is one call of DJL's; it takes its
 * numbers as floats, so in float64 the formula is spelled out. The vectors are made when they are first needed.
 */
final class OptimizerRule {
    private final NDArray p;
    private final NDManager memory;
    private Optional<NDArray> first = Optional.empty();
    private Optional<NDArray> second = Optional.empty();
    private Optional<NDArray> third = Optional.empty();
    private Optional<NadamFactors.Sequence> sequence = Optional.empty();

    /** @param memory of the vectors */
    OptimizerRule(NDArray parameter, NDManager memory) {
        this.p = parameter;
        this.memory = memory;
    }

    /** One update; the gradient may be overwritten. */
    void step(OptimizerSpec spec, NDArray g, long t, double learningRate) {
        spec.accept(new Update(g, t, learningRate));
    }

    private NDArray vector(double initial) {
        return memory.zeros(p.getShape(), p.getDataType()).addi(initial);
    }

    private NDArray first() {
        if (first.isEmpty()) {
            first = Optional.of(vector(0));
        }
        return first.get();
    }

    private NDArray second(double initial) {
        if (second.isEmpty()) {
            second = Optional.of(vector(initial));
        }
        return second.get();
    }

    private NDArray third() {
        if (third.isEmpty()) {
            third = Optional.of(vector(0));
        }
        return third.get();
    }

    private final class Update implements OptimizerSpec.Visitor<NDArray> {
        private final NDArray g;
        private final long t;
        private final double learningRate;

        Update(NDArray g, long t, double learningRate) {
            this.g = g;
            this.t = t;
            this.learningRate = learningRate;
        }

        @Override
        public NDArray sgd(Sgd spec) {
            return p.subi(g.muli(learningRate));
        }

        @Override
        public NDArray momentum(Momentum spec) {
            boolean ofGradients = spec.velocity() == Velocity.GRADIENTS;
            NDArray v = first().muli(spec.momentum()).addi(ofGradients ? g : g.muli(learningRate));
            return subtract(v, ofGradients ? learningRate : 1);
        }

        @Override
        public NDArray nesterov(Nesterov spec) {
            boolean ofGradients = spec.velocity() == Velocity.GRADIENTS;
            NDArray added = ofGradients ? g : g.muli(learningRate);
            NDArray v = first().muli(spec.momentum()).addi(added);
            try (NDArray ahead = v.mul(spec.momentum())) {
                return subtract(ahead.addi(added), ofGradients ? learningRate : 1);
            }
        }

        @Override
        public NDArray adaGrad(AdaGrad spec) {
            NDArray s = second(spec.initial());
            try (NDArray squares = g.mul(g)) {
                s.addi(squares);
            }
            return divideByRoot(g, learningRate, s, 1, spec.epsilon(), spec.epsilonPlace());
        }

        @Override
        public NDArray rmsProp(RmsProp spec) {
            NDArray s = average(second(spec.initial()), spec.decay());
            return divideByRoot(g, learningRate, s, 1, spec.epsilon(), spec.epsilonPlace());
        }

        /**
         * DJL's update is θ ← θ - r·m / (√v + e). With r = η·√c₂ / c₁ and e = ε·√c₂, where c = 1 - βᵗ, that is our
         * formula, in which ε stands behind the correction of v.
         */
        @Override
        public NDArray adam(Adam spec) {
            NDArray m = first();
            NDArray v = second(0);
            if (p.getDataType() == DataType.FLOAT32) {
                // 1 - 0.999f is off by 1e-5 of itself, so the corrections must be made of the same rounded numbers.
                float beta1 = (float) spec.beta1();
                float beta2 = (float) spec.beta2();
                double c2 = correction(beta2);
                double rate = learningRate * Math.sqrt(c2) / correction(beta1);
                double epsilon = spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), c2) * Math.sqrt(c2);
                JniUtils.adamUpdate(
                        (PtNDArray) p, (PtNDArray) g, (PtNDArray) m, (PtNDArray) v,
                        (float) learningRate, (float) rate, 0, 1, -1,
                        beta1, beta2, (float) epsilon, false);
                return p;
            }
            moment(m, spec.beta1());
            average(v, spec.beta2());
            double c2 = correction(spec.beta2());
            double epsilon = spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), c2);
            return divideByRoot(m, learningRate / correction(spec.beta1()), v, c2, epsilon, EpsilonRoot.OUTSIDE);
        }

        @Override
        public NDArray adamW(AdamW spec) {
            return adam(spec.adam());
        }

        @Override
        public NDArray nadam(Nadam spec) {
            if (sequence.isEmpty()) {
                sequence = Optional.of(new NadamFactors.Sequence(spec));
            }
            NadamFactors factors = sequence.get().at(t);
            NDArray m = moment(first(), spec.beta1());
            NDArray v = average(second(0), spec.beta2());
            try (NDArray ahead = m.mul(factors.ofM());
                    NDArray now = g.mul(factors.ofG())) {
                return divideByRoot(
                        ahead.addi(now), learningRate, v, 1 / factors.ofV(), spec.epsilon(), EpsilonRoot.OUTSIDE);
            }
        }

        @Override
        public NDArray amsGrad(AmsGrad spec) {
            NDArray m = moment(first(), spec.beta1());
            NDArray v = average(second(0), spec.beta2());
            NDArray h = third();
            try (NDArray larger = h.maximum(v)) {
                larger.copyTo(h);
            }
            double c2 = correction(spec.beta2());
            double epsilon = spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), c2);
            return divideByRoot(m, learningRate / correction(spec.beta1()), h, c2, epsilon, EpsilonRoot.OUTSIDE);
        }

        /** m ← β·m + (1 - β)·g. */
        private NDArray moment(NDArray m, double beta) {
            try (NDArray added = g.mul(1 - beta)) {
                return m.muli(beta).addi(added);
            }
        }

        /** s ← β·s + (1 - β)·g². */
        private NDArray average(NDArray s, double beta) {
            try (NDArray squares = g.mul(g)) {
                return s.muli(beta).addi(squares.muli(1 - beta));
            }
        }

        /** θ ← θ - rate·x / (√(s / c) + ε), or with c = 1 θ ← θ - rate·x / √(s + ε). */
        private NDArray divideByRoot(NDArray x, double rate, NDArray s, double c, double epsilon, EpsilonRoot place) {
            boolean inside = place == EpsilonRoot.INSIDE;
            try (NDArray under = inside ? s.add(epsilon) : s.div(c);
                    NDArray root = under.sqrt();
                    NDArray step = x.div(inside ? root : root.addi(epsilon))) {
                return subtract(step, rate);
            }
        }

        /** What is made of a vector lives as long as the vector, unless it is closed. */
        private NDArray subtract(NDArray step, double rate) {
            try (NDArray scaled = step.mul(rate)) {
                return p.subi(scaled);
            }
        }

        private double correction(double beta) {
            return 1 - Math.pow(beta, t);
        }
    }
}
