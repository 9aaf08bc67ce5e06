package cnn.compare.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaGrad;

/** DL4J's AdaGrad with a sum that starts where it is told; DL4J starts at its default ε, whichever ε it is given. */
final class Dl4jAdaGrad extends AdaGrad {
    private static final long serialVersionUID = 1L;

    private final double initial;

    Dl4jAdaGrad(double learningRate, double epsilon, double initial) {
        super(learningRate, epsilon);
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
    public Dl4jAdaGrad clone() {
        return new Dl4jAdaGrad(getLearningRate(), getEpsilon(), initial);
    }
}
