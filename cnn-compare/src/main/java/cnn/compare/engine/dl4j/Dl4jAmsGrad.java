package cnn.compare.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AMSGradUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;

/** DL4J's AMSGrad with ε behind the bias correction, where {@link cnn.optim.AmsGrad} has it; as in {@link Dl4jAdam}. */
final class Dl4jAmsGrad extends AMSGrad {
    private static final long serialVersionUID = 1L;

    Dl4jAmsGrad(double learningRate, double beta1, double beta2, double epsilon) {
        super(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        // DL4J's updater does not give its configuration back, so this keeps the one that it reads ε from.
        AMSGrad read = clone();
        AMSGradUpdater updater = new CorrectedUpdater(getEpsilon(), read);
        INDArray state = viewArray.reshape(viewArray.length());
        updater.setStateViewArray(state, new long[] {state.length() / 3}, state.ordering(), initializeViewArray);
        return updater;
    }

    @Override
    public Dl4jAmsGrad clone() {
        return new Dl4jAmsGrad(getLearningRate(), getBeta1(), getBeta2(), getEpsilon());
    }

    private static final class CorrectedUpdater extends AMSGradUpdater {
        private final double epsilon;
        private final AMSGrad config;

        CorrectedUpdater(double epsilon, AMSGrad config) {
            super(config);
            this.epsilon = epsilon;
            this.config = config;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            config.setEpsilon(epsilon * Math.sqrt(1 - Math.pow(config.getBeta2(), iteration + 1)));
            super.applyUpdater(gradient, iteration, epoch);
        }
    }
}
