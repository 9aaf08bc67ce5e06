package cnn.compare.engine.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** {@link cnn.optim.Momentum} for DL4J, whose own momentum is Nesterov's: v ← μ·v + g; update η·v. */
record Dl4jHeavyBall(double learningRate, double momentum) implements IUpdater {
    private static final String VELOCITY = "V";

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return new HeavyBallUpdater(this, startedAt(viewArray, initializeViewArray));
    }

    @Override
    public GradientUpdater<?> instantiate(Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return new HeavyBallUpdater(this, startedAt(updaterState.get(VELOCITY), initializeStateArrays));
    }

    private static INDArray startedAt(INDArray state, boolean initialize) {
        return initialize ? state.assign(0) : state;
    }

    /** Itself: it cannot change. */
    @Override
    public IUpdater clone() {
        return this;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRate;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        throw new UnsupportedOperationException("the learning rate of this updater is fixed");
    }

    /** Turns the gradient into the update, in place, as DL4J asks; DL4J then subtracts it. */
    private static final class HeavyBallUpdater implements GradientUpdater<Dl4jHeavyBall> {
        private final Dl4jHeavyBall config;
        private INDArray velocity;

        HeavyBallUpdater(Dl4jHeavyBall config, INDArray velocity) {
            this.config = config;
            this.velocity = velocity;
        }

        @Override
        public Dl4jHeavyBall getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> stateMap, boolean initialize) {
            velocity = startedAt(stateMap.get(VELOCITY), initialize);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(VELOCITY, velocity);
        }

        @Override
        public void setStateViewArray(INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
            velocity = startedAt(viewArray, initialize);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            velocity.muli(config.momentum).addi(gradient);
            gradient.assign(velocity).muli(config.learningRate);
        }
    }
}
