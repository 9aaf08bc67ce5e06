package cnn.init;

import cnn.random.AddressedRandom;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.Arrays;
import java.util.List;

/**
 * How weights start; biases and shifts start at 0, scales at 1. Every value is made of addressed draws (layer, weight
 * within the layer, index within the weight), in double: every engine gets the same ones, rounded to its precision.
 * {@link Lsuv} looks at data besides.
 */
public sealed interface Initializer permits Constant, Normal, Uniform, TruncatedNormal, Scaled, Orthogonal, Lsuv {
    /** Normal with variance 2 / fanIn (He et al. 2015, arXiv:1502.01852): for layers followed by ReLU. */
    Initializer HE_NORMAL = new Scaled(Scaled.Rule.HE, Scaled.Form.NORMAL);

    /** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010): for sigmoid and tanh. */
    Initializer GLOROT_UNIFORM = new Scaled(Scaled.Rule.GLOROT, Scaled.Form.UNIFORM);

    /** The word in configurations, for example {@code he_normal}. */
    String kind();

    /** Writes the initial values of one weight tensor into {@code values}, from {@code offset} on. */
    void fill(ParameterSpec weight, Draws draws, double[] values, int offset);

    <R> R accept(Visitor<R> visitor);

    /** The initial flat parameter vector of a network, of length {@link NetworkSpec#parameterCount}. */
    default double[] parameters(NetworkSpec network, long seed) {
        AddressedRandom random = new AddressedRandom(seed);
        double[] values = new double[network.parameterCount()];
        for (PlacedLayer layer : network.everyLayer()) {
            // A composite's parameters are those of the layers inside it, which have addresses of their own.
            int weight = 0;
            for (Slice slice : layer.isComposite() ? List.<Slice>of() : layer.parameters()) {
                switch (slice.parameter().role()) {
                    case WEIGHT -> {
                        Draws draws = new Draws(random, layer.index(), weight++);
                        fill(slice.parameter(), draws, values, slice.offset());
                    }
                    case SCALE -> Arrays.fill(values, slice.offset(), slice.end(), 1);
                    case BIAS, SHIFT -> {
                        // They are 0 already.
                    }
                }
            }
        }
        return values;
    }

    /** One method an initializer. */
    interface Visitor<R> {
        R constant(Constant spec);

        R normal(Normal spec);

        R uniform(Uniform spec);

        R truncatedNormal(TruncatedNormal spec);

        R scaled(Scaled spec);

        R orthogonal(Orthogonal spec);

        R lsuv(Lsuv spec);
    }
}
