package cnn.backend;

import cnn.optim.OptimizerSpec;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * One independent implementation of every layer and every optimizer update. Several backends live in one process; a
 * backend has no static state that another could see. Networks of one backend are driven by one thread at a time; what it
 * does inside with threads of its own is its own affair.
 */
public interface Backend extends AutoCloseable {
    /** As in {@code backend: scratch}. */
    String name();

    Precision precision();

    /** One line for reports: precision, kernels, threads, native library, and why if it runs slower than it could. */
    String describe();

    /** A fresh tensor, filled with zeros. */
    Tensor tensor(Shape shape);

    /**
     * Builds the layers of a network. Unless the network is to be observed ({@link LayerPlan#use}), the answer may
     * have fewer layers than the plan has specs, each standing for several adjacent ones.
     */
    List<Layer> layers(LayerPlan plan);

    /** An updater over vectors that this backend made. */
    Updater updater(UpdatePlan plan);

    /** An updater that is nothing but {@code optimizer}. */
    default Updater updater(OptimizerSpec optimizer, Tensor parameters, Tensor gradient) {
        return updater(UpdatePlan.of(optimizer, parameters, gradient));
    }

    /** Ends threads and gives native memory back. */
    @Override
    default void close() {}
}
