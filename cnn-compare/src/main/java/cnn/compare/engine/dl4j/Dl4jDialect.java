package cnn.compare.engine.dl4j;

import java.util.Optional;

/**
 * How a network is said in DL4J's words where there is a choice.
 *
 * @param run addresses dropout's masks, which then are ours; empty: DL4J draws its own
 * @param ours whether small pieces of our own may stand for what DL4J has no word for: activation functions made of ND4J's
 *     operations
 * @param mended whether they also stand for what DL4J computes wrongly
 */
record Dl4jDialect(Optional<Dl4jRun> run, boolean ours, boolean mended) {
    /** Nothing but DL4J's own classes, as its users write a network. */
    static final Dl4jDialect PLAIN = new Dl4jDialect(Optional.empty(), false, false);

    /** To be compared: what DL4J has is DL4J's, right or wrong. */
    static Dl4jDialect asShipped(Dl4jRun run) {
        return new Dl4jDialect(Optional.of(run), true, false);
    }

    /** To be compared, with what DL4J computes wrongly put right. */
    static Dl4jDialect mended(Dl4jRun run) {
        return new Dl4jDialect(Optional.of(run), true, true);
    }
}
