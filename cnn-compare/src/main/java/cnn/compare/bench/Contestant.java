package cnn.compare.bench;

import cnn.error.BadInputException;
import java.time.Duration;

/** One that takes part in a race: it works only when it is told to, for as long as it is told. */
public interface Contestant extends AutoCloseable {
    String name();

    /**
     * Gets ready and does its first piece of work.
     *
     * @throws BadInputException if it cannot run this network here; the message says why
     */
    StartUp start();

    /** Works for some seconds and tells how far it came when. */
    Timeline warmUp(double seconds);

    /** Works for at least some seconds. */
    Slice run(double seconds);

    Memory memory();

    /** The processor time that it has taken since it was made, waiting included. */
    Duration processorTime();

    @Override
    void close();
}
