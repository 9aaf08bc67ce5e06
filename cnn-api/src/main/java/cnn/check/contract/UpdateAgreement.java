package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.optim.Clipping;
import cnn.optim.Momentum;
import cnn.optim.UpdateSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Whether a backend clips, penalises, decays and constrains as {@link UpdateFormula} does, and in the same order. */
final class UpdateAgreement {
    private static final int UPDATES = 4;
    /** Parameters of every role, in slices that begin at odd places. */
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(3, 4, 4))
            .add(new Conv2d(5, Window2d.of(2)))
            .add(new BatchNorm2d())
            .add(new TransposedConv2d(2, Window2d.of(2)))
            .add(new Flatten())
            .add(new Dense(4))
            .build();

    private UpdateAgreement() {}

    static void verify(Backend backend, Require require) {
        updates().forEach(update -> verify(backend, update, require));
    }

    /** Each by itself, with limits that some of the tensors reach and some do not; then all, where the order shows. */
    private static List<UpdateSpec> updates() {
        UpdateSpec plain = UpdateSpec.of(new Momentum(0.1, 0.9));
        UpdateSpec penalties = plain.withL1(0.2).withL2(0.3);
        return List.of(
                plain.withL1(0.5),
                plain.withL2(0.5),
                plain.withWeightDecay(0.7),
                plain.withClipping(Clipping.Kind.VALUE, 0.5),
                plain.withClipping(Clipping.Kind.NORM, 3),
                plain.withClipping(Clipping.Kind.GLOBAL_NORM, 3),
                plain.withClipping(Clipping.Kind.GLOBAL_NORM, 1e3),
                plain.withMaxNorm(3.5),
                penalties.withWeightDecay(0.4).withClipping(Clipping.Kind.VALUE, 0.5).withMaxNorm(3),
                penalties.withWeightDecay(0.4).withClipping(Clipping.Kind.NORM, 2).withMaxNorm(3),
                penalties.withWeightDecay(0.4).withClipping(Clipping.Kind.GLOBAL_NORM, 2).withMaxNorm(3));
    }

    private static void verify(Backend backend, UpdateSpec update, Require require) {
        Precision precision = backend.precision();
        List<Slice> slices = NETWORK.slices();
        int count = NETWORK.parameterCount();
        double[] start = normal(0, count, precision);
        UpdateFormula formula = new UpdateFormula(update, slices, start);
        try (Tensor parameters = backend.tensor(Shape.of(count));
                Tensor gradient = backend.tensor(Shape.of(count));
                Updater updater = backend.updater(new UpdatePlan(update, slices, parameters, gradient))) {
            parameters.copyFrom(start);
            for (int t = 1; t <= UPDATES; t++) {
                double[] g = normal(t, count, precision);
                gradient.copyFrom(g);
                updater.step(t, update.learningRate() / t);
                formula.step(update.learningRate() / t, g);
                require.sameBits("gradient", "after an update by " + update, gradient.toDoubles(), g);
                compare(update, t, slices, parameters.toDoubles(), formula, precision.unitRoundoff(), require);
            }
        }
    }

    private static void compare(
            UpdateSpec update,
            int t,
            List<Slice> slices,
            double[] actual,
            UpdateFormula formula,
            double u,
            Require require) {
        for (Slice slice : slices) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                // One in a thousand more for what is of second order.
                double bound = 1.001 * u * formula.error(i);
                int at = i - slice.offset();
                require.within(
                        "update",
                        slice.name(),
                        () -> "%s: update %d: %s[%d]".formatted(update, t, slice.name(), at),
                        actual[i],
                        formula.theta(i),
                        bound);
                require.that(
                        Math.abs(formula.theta(i)) > bound,
                        () -> "%s: the sign of %s must be certain, or l1 may go either way"
                                .formatted(update, slice.name()));
            }
        }
    }

    private static double[] normal(int tensor, int length, Precision precision) {
        AddressedRandom random = new AddressedRandom(22);
        double[] values = new double[length];
        Arrays.setAll(values, i -> random.normal(Purpose.TEST_DATA, 0, tensor, i));
        if (precision == Precision.FLOAT32) {
            Arrays.setAll(values, i -> (float) values[i]);
        }
        return values;
    }
}
