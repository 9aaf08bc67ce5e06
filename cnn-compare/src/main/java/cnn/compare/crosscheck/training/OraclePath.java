package cnn.compare.crosscheck.training;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.compare.run.DisturbedPass;
import cnn.compare.run.Progress;
import cnn.data.Batch;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The oracle's path through a training, and the corridor around it for each way to round.
 *
 * @param path of {@code textbook} in float64
 * @param corridors by how those round who walk there
 */
record OraclePath(Path path, Map<Rounding, Corridor> corridors) {
    private static final String ORACLE = "textbook";

    /**
     * The farthest of three: a small tensor that one training's noise happens to hit gently is still given its room.
     */
    static final int TRAININGS = 3;

    OraclePath {
        corridors = Map.copyOf(corridors);
    }

    /** @param roundings of which corridors are wanted */
    static OraclePath of(TrainingCase on, Set<Rounding> roundings, Progress progress) {
        BackendOptions options = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64);
        try (Engine oracle = on.engine(Subject.of(ORACLE, Precision.FLOAT64), EngineMaker.REAL);
                Backend reference = Backends.named(ORACLE, options);
                Walkers walkers = new Walkers(reference, on, roundings)) {
            oracle.setParameters(on.start());
            List<double[]> parameters = new ArrayList<>(List.of(oracle.parameters()));
            List<Double> losses = new ArrayList<>();
            for (Batch batch : on.batches()) {
                Trace trace = oracle.trace(batch);
                losses.add(oracle.trainStep(batch));
                parameters.add(oracle.parameters());
                walkers.step(trace, batch, oracle.parameters());
                progress.step();
            }
            return new OraclePath(new Path(parameters, losses), walkers.corridors);
        }
    }

    /** The disturbed trainings, side by side. */
    private static final class Walkers implements AutoCloseable {
        private final Backend reference;
        private final Map<Rounding, List<DisturbedTraining>> trainings = new LinkedHashMap<>();
        private final Map<Rounding, Corridor> corridors = new LinkedHashMap<>();
        private int update;

        Walkers(Backend reference, TrainingCase on, Set<Rounding> roundings) {
            this.reference = reference;
            for (Rounding rounding : roundings) {
                List<DisturbedTraining> those = new ArrayList<>();
                for (int i = 0; i < TRAININGS; i++) {
                    those.add(new DisturbedTraining(
                            reference,
                            on.network(),
                            on.update(),
                            rounding.precision(),
                            on.start(),
                            on.seed() + i + 1));
                }
                trainings.put(rounding, those);
                corridors.put(
                        rounding, new Corridor(on.network().slices(), on.batches().size()));
            }
        }

        void step(Trace trace, Batch batch, double[] oracle) {
            update++;
            trainings.forEach((rounding, those) -> {
                Corridor corridor = corridors.get(rounding);
                corridor.begin(update);
                double own = ownOfLoss(trace, batch, rounding.precision());
                DisturbedPass pass = new DisturbedPass(
                        reference, rounding.precision(), rounding::of, trace, batch, TrainingCase.LOSS);
                for (DisturbedTraining training : those) {
                    training.step(pass);
                    double lossDifference = Math.abs(training.loss() - trace.loss()) + own;
                    corridor.widen(update, training.parameters(), oracle, lossDifference);
                }
            });
        }

        /**
         * An engine may compute the loss in its own precision: exponentials, sums over classes and samples, a logarithm.
         */
        private static double ownOfLoss(Trace trace, Batch batch, Precision precision) {
            double[] y = trace.flow().topLevel().get(trace.flow().topLevel().size() - 1).y();
            double largest = 0;
            for (double value : y) {
                largest = Math.max(largest, Math.abs(value));
            }
            int roundings = 24 + y.length / batch.size() + batch.size();
            return roundings * precision.unitRoundoff() * (trace.loss() + 2 * largest);
        }

        @Override
        public void close() {
            trainings.values().forEach(those -> those.forEach(DisturbedTraining::close));
        }
    }
}
