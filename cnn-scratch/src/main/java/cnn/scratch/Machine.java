package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/** What a backend computes with: its kernels, its threads, and for each thread a tile of sums and a workspace. */
record Machine(Kernels kernels, Workers workers, float[][] tiles, Workspace workspace) {
    Machine(Kernels kernels, Workers workers) {
        this(kernels, workers, new float[workers.threads()][Kernels.TILE + Kernels.SLACK], new Workspace(workers.threads()));
    }

    int threads() {
        return workers.threads();
    }
}
