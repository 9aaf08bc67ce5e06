package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/** What a backend computes with: its kernels, its threads, and a tile of scratch memory for each thread. */
record Machine(Kernels kernels, Workers workers, float[][] tiles) {
    Machine(Kernels kernels, Workers workers) {
        this(kernels, workers, new float[workers.threads()][Kernels.TILE + Kernels.SLACK]);
    }

    int threads() {
        return workers.threads();
    }
}
