package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Updater;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Compatibility;
import cnn.optim.DecayScope;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.Velocity;
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

/** Whether a backend's updates are what {@link UpdaterFormula} says, for every optimizer in every form. */
final class OptimizerAgreement {
    private static final int LENGTH = 37;
    private static final int UPDATES = 6;
    /** No formula rounds more than twelve numbers an update, and twelve more on the way to θ. */
    private static final int ROUNDINGS = 12 * UPDATES + 12;

    private final Backend backend;
    private final OptimizerSpec optimizer;

    private final Require require;

    private OptimizerAgreement(Backend backend, OptimizerSpec optimizer, Require require) {
        this.backend = backend;
        this.optimizer = optimizer;
        this.require = require;
    }

    static void verify(Backend backend, Require require) {
        for (OptimizerSpec optimizer : optimizers()) {
            new OptimizerAgreement(backend, optimizer, require).verify();
        }
    }

    /** The learning rate changes at each update, and an ε that matters tells whether it stands in the right place. */
    static List<OptimizerSpec> optimizers() {
        List<OptimizerSpec> all = new ArrayList<>(List.of(
                new Sgd(0.1),
                new Momentum(0.1, 0.9),
                new Momentum(0.1, 0),
                new Momentum(0.1, 0.9, Velocity.STEPS),
                new Nesterov(0.1, 0.9),
                new Nesterov(0.1, 0.9, Velocity.STEPS),
                new AdaGrad(0.1),
                new RmsProp(0.1),
                new Adam(0.01),
                new Adam(0.01, 0.5, 0.9, 0.1),
                new Adam(0.01, 0.5, 0.9, 0.1, EpsilonCorrection.BEFORE),
                new AdamW(new Adam(0.01), 0.3, DecayScope.ALL),
                new Nadam(0.01),
                new Nadam(0.01, 0.5, 0.9, 0.1, Nadam.Momentum.SCHEDULED, 1),
                new Nadam(0.01, 0.5, 0.9, 0.1, Nadam.Momentum.CONSTANT, 0),
                new AmsGrad(0.01),
                new AmsGrad(0.01, 0.5, 0.6, 0.1, EpsilonCorrection.AFTER),
                new AmsGrad(0.01, 0.5, 0.6, 0.1, EpsilonCorrection.BEFORE)));
        for (EpsilonRoot place : EpsilonRoot.values()) {
            all.add(new AdaGrad(0.1, 0.2, place, 0.3));
            all.add(new RmsProp(0.1, 0.99, 0.2, place, 0.3));
        }
        for (Compatibility library : Compatibility.values()) {
            all.addAll(List.of(
                    Nesterov.of(library),
                    AdaGrad.of(library),
                    RmsProp.of(library),
                    Adam.of(library),
                    Nadam.of(library),
                    AmsGrad.of(library)));
        }
        return all;
    }

    private void verify() {
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
                    checkState(updater, parameters.shape());
                    saved.forEach((name, values) -> updater.state().get(name).copyFrom(values));
                    for (int t = first; t < first + UPDATES / 2; t++) {
                        update(t, updater, gradient, expected);
                    }
                    saved = values(updater.state());
                }
            }
            compare(parameters.toDoubles(), expected, precision);
        }
    }

    private void checkState(Updater updater, Shape shape) {
        List<String> names = List.copyOf(updater.state().keySet());
        require.equal("the state of " + optimizer, names, UpdaterFormula.stateNames(optimizer));
        updater.state().forEach((name, vector) ->
                require.equal("the shape of %s of %s".formatted(name, optimizer), vector.shape(), shape));
    }

    private void update(int t, Updater updater, Tensor gradient, List<UpdaterFormula> expected) {
        double[] g = normal(t, gradient.precision());
        double rate = optimizer.learningRate() / t;
        gradient.copyFrom(g);
        updater.step(t, rate);
        for (int i = 0; i < LENGTH; i++) {
            expected.get(i).step(t, rate, g[i]);
        }
        require.sameBits("gradient", "after an update by " + optimizer, gradient.toDoubles(), g);
    }

    private static Map<String, double[]> values(Map<String, Tensor> state) {
        Map<String, double[]> values = new HashMap<>();
        state.forEach((name, tensor) -> values.put(name, tensor.toDoubles()));
        return values;
    }

    private void compare(double[] actual, List<UpdaterFormula> expected, Precision precision) {
        double nu = ROUNDINGS * precision.unitRoundoff();
        for (int i = 0; i < actual.length; i++) {
            double bound = nu / (1 - nu) * expected.get(i).rounded();
            int at = i;
            require.within(
                    optimizer.kind(),
                    "parameters",
                    () -> "%s: θ[%d]".formatted(optimizer, at),
                    actual[i],
                    expected.get(i).theta(),
                    bound);
        }
    }

    private static double[] normal(int tensor, Precision precision) {
        AddressedRandom random = new AddressedRandom(15);
        double[] values = new double[LENGTH];
        Arrays.setAll(values, i -> random.normal(Purpose.TEST_DATA, 0, tensor, i));
        if (precision == Precision.FLOAT32) {
            Arrays.setAll(values, i -> (float) values[i]);
        }
        return values;
    }
}
