package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.check.NetworkCheck;
import cnn.check.TensorCheck;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
                    Tensor gradient = backend.tensor(Shape.of(LENGTH));
                    Updater updater = backend.updater(optimizer, parameters, gradient)) {
                assertThat(updater.state().keySet())
                        .as("state of " + optimizer)
                        .isEqualTo(UpdaterFormula.stateNames(optimizer));
                assertThat(updater.state().values()).allSatisfy(state -> assertThat(state.shape())
                        .isEqualTo(parameters.shape()));
                double[] start = normal(0, precision);
                parameters.copyFrom(start);
                List<UpdaterFormula> expected = new ArrayList<>();
                for (double theta : start) {
                    expected.add(new UpdaterFormula(optimizer, theta));
                }
                for (int t = 1; t <= UPDATES; t++) {
                    double[] g = normal(t, precision);
                    double rate = optimizer.learningRate() / t;
                    gradient.copyFrom(g);
                    updater.step(t, rate);
                    for (int i = 0; i < LENGTH; i++) {
                        expected.get(i).step(t, rate, g[i]);
                    }
                    assertThat(gradient.toDoubles()).as("gradient after an update").containsExactly(g);
                }
                compare(optimizer, parameters.toDoubles(), expected, precision);
            }
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
        private static final int BATCH = 3;

        @Override
        void verify(Backend backend, Backend reference) {
            for (NetworkSpec spec : FusionNetworks.all()) {
                verify(backend, reference, spec, BuildOptions.batch(BATCH));
                verify(backend, reference, spec, BuildOptions.batch(BATCH).observed());
                verify(backend, reference, spec, BuildOptions.batch(BATCH + 2));
            }
        }

        private void verify(Backend backend, Backend reference, NetworkSpec spec, BuildOptions options) {
            try (Network network = Network.build(spec, backend, options);
                    Tensor last = backend.tensor(spec.output().withBatch(BATCH))) {
                NetworkCheck check = prepare(network, last, reference);
                Tensor x = network.input(BATCH);
                double[] y = network.forward(x, Mode.train(0, 0)).toDoubles();
                network.backward(last);
                List<TensorCheck> checks = new ArrayList<>(check.gradient(network.gradient().toDoubles()));
                checks.add(check.y(y));
                checks.add(check.y(network.forward(x, Mode.INFER).toDoubles()));
                assertThat(checks.stream().filter(one -> !one.agrees()).map(TensorCheck::describe))
                        .as("beyond their bounds, with " + options)
                        .isEmpty();
            }
        }

        private NetworkCheck prepare(Network network, Tensor last, Backend reference) {
            NetworkSpec spec = network.spec();
            Precision precision = network.backend().precision();
            double[] x = normal(1, spec.input().withBatch(BATCH).size(), precision, 1);
            double[] dy = normal(2, spec.output().withBatch(BATCH).size(), precision, 1);
            network.setParameters(normal(0, spec.parameterCount(), precision, 0.4));
            network.input(BATCH).copyFrom(x);
            last.copyFrom(dy);
            NetworkCheck check = new NetworkCheck(network, BATCH, x, dy, reference);
            int activations = spec.placed().stream().mapToInt(layer -> layer.output().size()).sum() * BATCH;
            assertThat(check.atKinks())
                    .as("activations at kinks, of " + activations + ": a bound that allows for many says little")
                    .isLessThan(activations / 20);
            return check;
        }

        private double[] normal(int tensor, int length, Precision precision, double scale) {
            AddressedRandom random = new AddressedRandom(16);
            double[] values = new double[length];
            for (int i = 0; i < length; i++) {
                double value = scale * random.normal(Purpose.TEST_DATA, 0, tensor, i);
                values[i] = precision == Precision.FLOAT32 ? (float) value : value;
            }
            return values;
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
