package cnn.check.cases;

import cnn.check.LayerInputs;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.LayerSpec;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * One layer on one input shape with one batch of data: what a rule is tried on.
 *
 * @param name says what is awkward about it
 * @param input shape of one sample
 * @param batch N
 */
public record LayerCase(String name, LayerSpec spec, Shape input, int batch, Data data) {
    /** What the values of x look like; those of w, b and dy are normal. */
    public enum Data {
        /** Standard normal. */
        NORMAL,
        /** Small whole numbers: many ties, many zeros. */
        TIES,
        /** All below zero. */
        NEGATIVE,
        /** All the same: nothing varies. */
        CONSTANT,
        /** Normal around 50: a mean far from zero. */
        OFFSET,
        /** Normal, thirty times as large, with some zeros and ±1000. */
        LARGE,
        /** 0 and -0, and some normal ones among them. */
        SIGNED_ZEROS,
        /** Below the smallest normal number of the precision that they are rounded to: few digits, or none. */
        SUBNORMAL,
        /** Around 10¹²: far beyond all else, but no sum of squares is beyond float32, nor behind a layer or two. */
        HUGE,
        /** Small, and every so often one that is a thousand million times as large. */
        SPIKES;

        double value(double normal, int index, Precision precision) {
            return switch (this) {
                case NORMAL -> normal;
                case TIES -> Math.rint(normal);
                case NEGATIVE -> -0.1 - Math.abs(normal);
                case CONSTANT -> 0.7;
                case OFFSET -> 50 + normal;
                case LARGE -> index % 11 == 3 ? 0 : index % 11 == 5 ? 1000 : index % 11 == 7 ? -1000 : 30 * normal;
                case SIGNED_ZEROS -> index % 5 == 2 ? normal : index % 2 == 0 ? 0.0 : -0.0;
                // No draw is above 6.7.
                case SUBNORMAL -> normal / 16 * precision.smallestNormal();
                case HUGE -> 1e12 * normal;
                case SPIKES -> index % 13 == 6 ? 1e6 * normal : 1e-3 * normal;
            };
        }

        /**
         * Whether all of x may lie on a kink or nearer to one than any step, so that finite differences may have nothing
         * to say where a layer has kinks.
         */
        public boolean mayLieOnKinks() {
            return switch (this) {
                case TIES, CONSTANT, SIGNED_ZEROS, SUBNORMAL -> true;
                case NORMAL, NEGATIVE, OFFSET, LARGE, HUGE, SPIKES -> false;
            };
        }
    }

    /** The layer in a network of its own. */
    public PlacedLayer placed() {
        return inputs(Precision.FLOAT64).placed();
    }

    /** The data, rounded to {@code precision}, so that a backend gets exactly these numbers. */
    public LayerInputs inputs(Precision precision) {
        return inputs(precision, batch, 0);
    }

    /** Other data for another batch size; {@code variant} 0 is the usual one. */
    public LayerInputs inputs(Precision precision, int n, int variant) {
        Shape output = spec.output(input);
        int parameterCount = spec.parameters(input).stream()
                .map(ParameterSpec::shape)
                .mapToInt(Shape::size)
                .sum();
        double[] x = normal(0, n * input.size(), variant, precision);
        for (int i = 0; i < x.length; i++) {
            x[i] = rounded(data.value(x[i], i, precision), precision);
        }
        return new LayerInputs(
                spec,
                input,
                n,
                x,
                normal(1, parameterCount, variant, precision),
                state(variant, precision),
                normal(2, n * output.size(), variant, precision));
    }

    /** Somewhat above the initial values: variances stay positive. */
    private double[] state(int variant, Precision precision) {
        double[] values = new NetworkSpec(input, List.of(new NamedLayer("layer", spec))).initialState();
        double[] above = normal(3, values.length, variant, precision);
        Arrays.setAll(values, i -> rounded(values[i] + 0.5 * Math.abs(above[i]), precision));
        return values;
    }

    private double[] normal(int tensor, int length, int variant, Precision precision) {
        AddressedRandom random = new AddressedRandom(name.hashCode());
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = rounded(random.normal(Purpose.TEST_DATA, variant, tensor, i), precision);
        }
        return values;
    }

    private static double rounded(double value, Precision precision) {
        return precision == Precision.FLOAT32 ? (float) value : value;
    }

    @Override
    public String toString() {
        return spec.kind() + ", " + name;
    }
}
