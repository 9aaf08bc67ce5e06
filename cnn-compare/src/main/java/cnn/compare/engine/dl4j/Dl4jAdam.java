package cnn.compare.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * DL4J's Adam with ε where {@link cnn.optim.Adam} has it. DL4J computes θ - η·√(1 - β₂ᵗ)/(1 - β₁ᵗ) · m/(√v + ε), which
 * is our formula with ε/√(1 - β₂ᵗ) in place of ε; so it is given ε·√(1 - β₂ᵗ), anew at each update. The update itself is
 * DL4J's native one.
 */
final class Dl4jAdam extends Adam {
    private static final long serialVersionUID = 1L;

    Dl4jAdam(double learningRate, double beta1, double beta2, double epsilon) {
        super(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        AdamUpdater updater = new CorrectedUpdater(getEpsilon(), clone());
        INDArray state = viewArray.reshape(viewArray.length());
        updater.setStateViewArray(state, new long[] {state.length() / 2}, state.ordering(), initializeViewArray);
        return updater;
    }

    @Override
    public Dl4jAdam clone() {
        return new Dl4jAdam(getLearningRate(), getBeta1(), getBeta2(), getEpsilon());
    }

    private static final class CorrectedUpdater extends AdamUpdater {
        private final double epsilon;

        CorrectedUpdater(double epsilon, Adam config) {
            super(config);
            this.epsilon = epsilon;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            int t = iteration + 1;
            Adam config = getConfig();
            config.setEpsilon(epsilon * Math.sqrt(1 - Math.pow(config.getBeta2(), t)));
            super.applyUpdater(gradient, iteration, epoch);
        }
    }
}
