package cnn.init;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How weights start; biases and shifts start at 0, scales at 1. Every value is an addressed draw (layer, index within the parameter), computed
 * in double: every engine gets the same ones, rounded to its precision.
 */
public enum Initializer {
    /** Normal with variance 2 / fanIn (He et al. 2015, arXiv:1502.01852): for layers followed by ReLU. */
    HE_NORMAL {
        @Override
        double value(ParameterSpec p, AddressedRandom random, int layer, long index) {
            return Math.sqrt(2.0 / p.fanIn()) * random.normal(Purpose.INITIAL_VALUES, 0, layer, index);
        }
    },
    /** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010): for sigmoid and tanh. */
    GLOROT_UNIFORM {
        @Override
        double value(ParameterSpec p, AddressedRandom random, int layer, long index) {
            double bound = Math.sqrt(6.0 / ((double) p.fanIn() + p.fanOut()));
            return bound * (2 * random.uniform(Purpose.INITIAL_VALUES, 0, layer, index) - 1);
        }
    };

    abstract double value(ParameterSpec parameter, AddressedRandom random, int layer, long index);

    /** The word in configurations, for example {@code he_normal}. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws BadInputException if there is no initializer of that name; the message lists those there are */
    public static Initializer named(String kind) {
        List<String> kinds = Arrays.stream(values()).map(Initializer::kind).toList();
        int index = kinds.indexOf(kind);
        if (index < 0) {
            throw new BadInputException("unknown initializer '" + kind + "' " + Suggestion.among(kind, kinds));
        }
        return values()[index];
    }

    /** The initial flat parameter vector of a network, of length {@link NetworkSpec#parameterCount}. */
    public double[] parameters(NetworkSpec network, long seed) {
        AddressedRandom random = new AddressedRandom(seed);
        double[] values = new double[network.parameterCount()];
        for (PlacedLayer layer : network.everyLayer()) {
            // A composite's parameters are those of the layers inside it, which have addresses of their own.
            for (Slice slice : layer.isComposite() ? List.<Slice>of() : layer.parameters()) {
                for (int i = 0; i < slice.size(); i++) {
                    values[slice.offset() + i] = initial(slice.parameter(), random, layer.index(), i);
                }
            }
        }
        return values;
    }

    private double initial(ParameterSpec parameter, AddressedRandom random, int layer, long index) {
        return switch (parameter.role()) {
            case WEIGHT -> value(parameter, random, layer, index);
            case SCALE -> 1;
            case BIAS, SHIFT -> 0;
        };
    }
}
