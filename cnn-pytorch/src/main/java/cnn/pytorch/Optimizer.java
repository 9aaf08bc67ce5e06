package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;

/**
 * The updates in PyTorch's operations, parameter by parameter. Adam in float32 is one call of DJL's; it takes its numbers
 * as floats, so in float64 the formula is spelled out.
 */
final class Optimizer implements AutoCloseable {
    private final OptimizerSpec spec;
    private final NDManager memory;
    private final List<NDArray> parameters;
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private double learningRate;
    private long steps;

    /** @param memory closed with this */
    Optimizer(OptimizerSpec spec, List<NDArray> parameters, NDManager memory) {
        this.spec = spec;
        this.memory = memory;
        this.learningRate = spec.learningRate();
        this.parameters = parameters;
        for (NDArray parameter : parameters) {
            first.add(memory.zeros(parameter.getShape(), parameter.getDataType()));
            second.add(memory.zeros(parameter.getShape(), parameter.getDataType()));
        }
    }

    /** In place of the spec's rate, from the next update on. */
    void setLearningRate(double rate) {
        learningRate = rate;
    }

    /** One update; the gradients may be overwritten. */
    void step(List<NDArray> gradients) {
        steps++;
        for (int i = 0; i < parameters.size(); i++) {
            spec.accept(new Update(parameters.get(i), gradients.get(i), first.get(i), second.get(i)));
        }
    }

    @Override
    public void close() {
        memory.close();
    }

    private final class Update implements OptimizerSpec.Visitor<NDArray> {
        private final NDArray p;
        private final NDArray g;
        private final NDArray m;
        private final NDArray v;

        Update(NDArray p, NDArray g, NDArray m, NDArray v) {
            this.p = p;
            this.g = g;
            this.m = m;
            this.v = v;
        }

        @Override
        public NDArray sgd(Sgd spec) {
            return p.subi(g.muli(learningRate));
        }

        @Override
        public NDArray momentum(Momentum spec) {
            m.muli(spec.momentum()).addi(g);
            // What is made of m lives as long as m, unless it is closed.
            try (NDArray step = m.mul(learningRate)) {
                return p.subi(step);
            }
        }

        /**
         * DJL's update is θ ← θ - r·m / (√v + e). With r = η·√c₂ / c₁ and e = ε·√c₂, where c = 1 - βᵗ, that is our formula,
         * in which ε stands behind the correction of v.
         */
        @Override
        public NDArray adam(Adam spec) {
            if (p.getDataType() == DataType.FLOAT32) {
                // 1 - 0.999f is off by 1e-5 of itself, so the corrections must be made of the same rounded numbers.
                float beta1 = (float) spec.beta1();
                float beta2 = (float) spec.beta2();
                double root = Math.sqrt(correction(beta2));
                double rate = learningRate * root / correction(beta1);
                JniUtils.adamUpdate(
                        (PtNDArray) p, (PtNDArray) g, (PtNDArray) m, (PtNDArray) v,
                        (float) learningRate, (float) rate, 0, 1, -1,
                        beta1, beta2, (float) (spec.epsilon() * root), false);
                return p;
            }
            double root = Math.sqrt(correction(spec.beta2()));
            double rate = learningRate * root / correction(spec.beta1());
            m.muli(spec.beta1()).addi(g.mul(1 - spec.beta1()));
            v.muli(spec.beta2()).addi(g.mul(g).muli(1 - spec.beta2()));
            try (NDArray below = v.sqrt().addi(spec.epsilon() * root);
                    NDArray step = m.mul(rate).divi(below)) {
                return p.subi(step);
            }
        }

        private double correction(double beta) {
            return 1 - Math.pow(beta, steps);
        }
    }
}
