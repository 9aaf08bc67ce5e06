package cnn.compare.bench;

import java.util.OptionalLong;

/** Work in steps, as a worker process does it. Used by one thread. */
interface Load extends AutoCloseable {
    /** What no engine is to be charged for: making up the data. Comes first. */
    void prepare();

    /** Makes the engine ready for its first step. Comes second. */
    void build();

    /** One line for reports; after {@link #build}. */
    String describe();

    /**
     * One step.
     *
     * @return the work done: images, or floating-point operations
     */
    double step();

    /** The loss that the last step found; NaN where there is no such thing. */
    double lastLoss();

    /** What the engine says it takes; see {@link cnn.compare.engine.Engine#plannedBytes}. */
    OptionalLong plannedBytes();

    @Override
    void close();
}
