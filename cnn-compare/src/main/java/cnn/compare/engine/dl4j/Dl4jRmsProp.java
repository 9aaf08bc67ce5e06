package cnn.compare.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.RmsProp;

/** DL4J's RMSProp with an average that starts where it is told; DL4J starts at its ε. */
final class Dl4jRmsProp extends RmsProp {
    private static final long serialVersionUID = 1L;

    private final double initial;

    Dl4jRmsProp(double learningRate, double rmsDecay, double epsilon, double initial) {
        super(learningRate, rmsDecay, epsilon);
        this.initial = initial;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        GradientUpdater<?> updater = super.instantiate(viewArray, initializeViewArray);
        if (initializeViewArray) {
            viewArray.assign(initial);
        }
        return updater;
    }

    @Override
    public Dl4jRmsProp clone() {
        return new Dl4jRmsProp(getLearningRate(), getRmsDecay(), getEpsilon(), initial);
    }
}
