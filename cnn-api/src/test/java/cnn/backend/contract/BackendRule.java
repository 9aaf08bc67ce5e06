package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that a backend obeys as a whole; their numbers go on where those of {@link LayerRule} leave gaps. */
public enum BackendRule {
    C15("every optimizer's updates follow its formula") {
        private static final int LENGTH = 37;
        private static final int UPDATES = 6;
        /** No formula rounds more than twelve numbers an update, and twelve more on the way to θ. */
        private static final int ROUNDINGS = 12 * UPDATES + 12;

        @Override
        void verify(Backend backend, Backend reference) {
            List<OptimizerSpec> optimizers = List.of(
                    new Sgd(0.1),
                    new Momentum(0.1, 0.9),
                    new Momentum(0.1, 0),
                    new Adam(0.01),
                    // An ε that matters tells whether it stands in the right place.
                    new Adam(0.01, 0.5, 0.9, 0.1));
            for (OptimizerSpec optimizer : optimizers) {
                verify(backend, optimizer);
            }
        }

        private void verify(Backend backend, OptimizerSpec optimizer) {
            Precision precision = backend.precision();
            try (Tensor parameters = backend.tensor(Shape.of(LENGTH));
                    Tensor gradient = backend.tensor(Shape.of(LENGTH))) {
                double[] start = normal(0, precision);
                parameters.copyFrom(start);
                List<UpdaterFormula> expected = new ArrayList<>();
                for (double theta : start) {
                    expected.add(new UpdaterFormula(optimizer, theta));
                }
                Map<String, double[]> saved = Map.of();
                // Two updaters, the second where the first stood: what state() leaves out would be lost between them.
                for (int first = 1; first <= UPDATES; first += UPDATES / 2) {
                    try (Updater updater = backend.updater(optimizer, parameters, gradient)) {
                        checkState(optimizer, updater, parameters.shape());
                        saved.forEach((name, values) -> updater.state().get(name).copyFrom(values));
                        for (int t = first; t < first + UPDATES / 2; t++) {
                            update(t, optimizer, updater, gradient, expected);
                        }
                        saved = values(updater.state());
                    }
                }
                compare(optimizer, parameters.toDoubles(), expected, precision);
            }
        }

        private void checkState(OptimizerSpec optimizer, Updater updater, Shape shape) {
            assertThat(List.copyOf(updater.state().keySet()))
                    .as("state of " + optimizer)
                    .isEqualTo(UpdaterFormula.stateNames(optimizer));
            assertThat(updater.state().values())
                    .allSatisfy(state -> assertThat(state.shape()).isEqualTo(shape));
        }

        private void update(
                int t, OptimizerSpec optimizer, Updater updater, Tensor gradient, List<UpdaterFormula> expected) {
            double[] g = normal(t, gradient.precision());
            double rate = optimizer.learningRate() / t;
            gradient.copyFrom(g);
            updater.step(t, rate);
            for (int i = 0; i < LENGTH; i++) {
                expected.get(i).step(t, rate, g[i]);
            }
            assertThat(gradient.toDoubles()).as("gradient after an update").containsExactly(g);
        }

        private Map<String, double[]> values(Map<String, Tensor> state) {
            Map<String, double[]> values = new HashMap<>();
            state.forEach((name, tensor) -> values.put(name, tensor.toDoubles()));
            return values;
        }

        private void compare(OptimizerSpec optimizer, double[] actual, List<UpdaterFormula> expected, Precision precision) {
            double nu = ROUNDINGS * precision.unitRoundoff();
            for (int i = 0; i < actual.length; i++) {
                double bound = nu / (1 - nu) * expected.get(i).rounded();
                assertThat(Math.abs(actual[i] - expected.get(i).theta()))
                        .as("%s: θ[%d] is %s, expected %s", optimizer, i, actual[i], expected.get(i).theta())
                        .isLessThanOrEqualTo(bound);
            }
        }

        private double[] normal(int tensor, Precision precision) {
            AddressedRandom random = new AddressedRandom(15);
            double[] values = new double[LENGTH];
            Arrays.setAll(values, i -> random.normal(Purpose.TEST_DATA, 0, tensor, i));
            if (precision == Precision.FLOAT32) {
                Arrays.setAll(values, i -> (float) values[i]);
            }
            return values;
        }
    },
    C16("a whole network, fused or observed, agrees with the textbook within the bound carried through its layers") {
        @Override
        void verify(Backend backend, Backend reference) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.all());
        }
    },
    C21("a whole network of blocks with batch normalisation agrees too, in training and in inference") {
        @Override
        void verify(Backend backend, Backend reference) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.blocks());
        }
    },
    C24("a whole network of the other layers agrees too, dropout with the masks of its place and step") {
        @Override
        void verify(Backend backend, Backend reference) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.others());
        }
    };

    private final String title;

    BackendRule(String title) {
        this.title = title;
    }

    /** For example {@code C15: every optimizer's updates follow its formula}. */
    public String title() {
        return name() + ": " + title;
    }

    /** @throws AssertionError if the backend breaks this rule; its message names the rule */
    public final void check(Backend backend, Backend reference) {
        try {
            verify(backend, reference);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(title() + ": " + e, e);
        }
    }

    abstract void verify(Backend backend, Backend reference);
}
