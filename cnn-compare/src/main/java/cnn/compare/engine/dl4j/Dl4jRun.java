package cnn.compare.engine.dl4j;

import cnn.backend.Mode;
import cnn.random.DropoutMask;

/** Where an engine's training stands: what, with a layer's index, addresses the masks of its dropout layers. */
final class Dl4jRun {
    private final long seed;
    private long steps;

    Dl4jRun(long seed) {
        this.seed = seed;
    }

    /** Of the step that is next to be made. */
    Mode mode() {
        return Mode.train(seed, steps);
    }

    /** The mask of the step that is next to be made, the number of updates so far. */
    DropoutMask mask(int layer, double rate) {
        return new DropoutMask(seed, steps, layer, rate);
    }

    /** An update was made. */
    void next() {
        steps++;
    }

    /** As before the first update. */
    void restart() {
        steps = 0;
    }
}
