package cnn.compare.experiment;

import cnn.spec.NetworkSpec;

/** How much there is to do, by multiply-adds of forward passes. */
final class Work {
    /** What an image costs whatever the network: memory traffic, bookkeeping; keeps tiny networks from looking free. */
    private static final double OF_EVERY_IMAGE = 2e6;

    private Work() {}

    static double ofImage(NetworkSpec network) {
        return network.multiplyAdds() + OF_EVERY_IMAGE;
    }
}
