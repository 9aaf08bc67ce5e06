package cnn.init;

import cnn.backend.Backend;
import cnn.data.Batch;
import cnn.spec.NetworkSpec;
import java.util.function.Supplier;

/** The initial values of a network, whether or not its initializer looks at data. */
public final class InitialValues {
    private InitialValues() {}

    /**
     * The initial flat parameter vector.
     *
     * @param backend runs the network, if the initializer looks at data
     * @param first the first batch of the training; asked for only then
     */
    public static double[] of(
            Initializer initializer, NetworkSpec network, long seed, Backend backend, Supplier<Batch> first) {
        return initializer instanceof Lsuv lsuv
                ? lsuv.parameters(network, seed, backend, first.get())
                : initializer.parameters(network, seed);
    }
}
