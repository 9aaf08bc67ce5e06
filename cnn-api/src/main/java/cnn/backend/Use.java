package cnn.backend;

/** What a network is built for, which decides what its backend keeps in memory. */
public enum Use {
    /** Forward and backward passes; the backend may fuse layers and share buffers. */
    TRAINING,
    /**
     * Forward and backward passes of which every activation and every gradient between layers is looked at: one layer
     * for each spec, each with buffers of its own.
     */
    OBSERVATION,
    /**
     * Forward passes in {@link Mode#INFER} only: nothing needs to be kept for a backward pass, and an activation only
     * until the layers that read it have run.
     */
    INFERENCE
}
