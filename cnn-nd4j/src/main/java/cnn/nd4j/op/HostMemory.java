package cnn.nd4j.op;

import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tells ND4J that Java itself touches an array's memory. Where native code runs on the processor, nothing has to be done. */
final class HostMemory {
    private HostMemory() {}

    /** Before Java reads or writes: what a GPU has computed must be here. */
    static void beforeUse(INDArray array) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    }

    /** After Java wrote: a GPU must fetch it. */
    static void afterWrite(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }
}
