package cnn.compare.engine.dl4j;

import cnn.compare.engine.EngineSettings;
import cnn.optim.Momentum;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.Velocity;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * An updater of DL4J's whose rate can be set from update to update. DL4J's own schedules are functions of its counter
 * of updates, and cannot wait for a plateau. So the updater works with its own rate. The step of an optimizer is the
 * rate times something that does not depend on it, so what the updater gives is scaled; a velocity of steps has the
 * rate inside, at the gradient, so what the updater takes is scaled there. At the updater's own rate nothing is done to
 * it at all.
 */
final class Dl4jRate implements IUpdater {
    private static final long serialVersionUID = 1L;

    private final IUpdater updater;
    private final double usual;
    private final boolean atGradient;
    private double now;

    /**
     * @param usual the rate that {@code updater} has, above 0
     * @param atGradient whether the rate is a factor of the gradient that goes in, not of the step that comes out
     */
    Dl4jRate(IUpdater updater, double usual, boolean atGradient) {
        this.updater = updater;
        this.usual = usual;
        this.atGradient = atGradient;
        this.now = usual;
    }

    /** The updater of these settings. */
    static Dl4jRate of(EngineSettings settings) {
        OptimizerSpec optimizer = settings.update().optimizer();
        boolean ofSteps = optimizer instanceof Momentum momentum && momentum.velocity() == Velocity.STEPS
                || optimizer instanceof Nesterov nesterov && nesterov.velocity() == Velocity.STEPS;
        return new Dl4jRate(optimizer.accept(new Dl4jUpdaters()), optimizer.learningRate(), ofSteps);
    }

    /** The rate of the updates that follow. */
    void set(double rate) {
        now = rate;
    }

    @Override
    public long stateSize(long numParams) {
        return updater.stateSize(numParams);
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return new Scaled(updater.instantiate(viewArray, initializeViewArray));
    }

    @Override
    public GradientUpdater<?> instantiate(Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return new Scaled(updater.instantiate(updaterState, initializeStateArrays));
    }

    /** Itself: all copies of a configuration are to have the same rate. */
    @Override
    public IUpdater clone() {
        return this;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return now;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        throw new UnsupportedOperationException("the engine sets the learning rate");
    }

    private final class Scaled implements GradientUpdater<IUpdater> {
        private final GradientUpdater<?> inner;

        Scaled(GradientUpdater<?> inner) {
            this.inner = inner;
        }

        /** DL4J asks it for the rate that weight decay is to have. */
        @Override
        public IUpdater getConfig() {
            return Dl4jRate.this;
        }

        @Override
        public void setState(Map<String, INDArray> stateMap, boolean initialize) {
            inner.setState(stateMap, initialize);
        }

        @Override
        public Map<String, INDArray> getState() {
            return inner.getState();
        }

        @Override
        public void setStateViewArray(
                INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
            inner.setStateViewArray(viewArray, gradientShape, gradientOrder, initialize);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            if (atGradient) {
                scale(gradient);
            }
            inner.applyUpdater(gradient, iteration, epoch);
            if (!atGradient) {
                scale(gradient);
            }
        }

        private void scale(INDArray values) {
            if (now != usual) {
                values.muli(now / usual);
            }
        }
    }
}
