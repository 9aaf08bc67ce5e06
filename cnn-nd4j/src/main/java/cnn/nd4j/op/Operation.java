package cnn.nd4j.op;

import java.util.List;

/** Something native that was bound to its arrays once and is run many times. */
public interface Operation extends AutoCloseable {
    void run();

    /** Gives the native handles back, not the arrays. */
    @Override
    void close();

    static void runAll(List<Operation> operations) {
        operations.forEach(Operation::run);
    }

    static void closeAll(List<? extends Operation> operations) {
        operations.forEach(Operation::close);
    }
}
