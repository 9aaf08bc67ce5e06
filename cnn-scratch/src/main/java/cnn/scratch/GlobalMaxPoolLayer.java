package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.Arrays;

/** The largest element of each channel's image, [C, H, W] to [C]: a max pool whose window is the whole image. */
final class GlobalMaxPoolLayer extends ScratchLayer {
    private final int blocks;
    private final Kernels.Window image;
    /** Number of the winner in its image, {@code [N][block][16]}; without a backward pass one block a thread. */
    private final float[] winners;

    private final boolean keepWinners;
    private final float[][] maxima;
    private final Workers.Task forwardTask = this::forwardBlock;
    private final Workers.Task backwardTask = (index, worker) -> backwardBlock(index);
    private float[] dy = {};

    GlobalMaxPoolLayer(LayerBuild build) {
        super(build);
        blocks = xLayout.blocks();
        image = new Kernels.Window(xLayout.height(), xLayout.width(), xLayout.rowStride(), 0, xLayout.width());
        keepWinners = layerMemory.training();
        int kept = keepWinners ? build.maxBatch() * blocks : machine.threads();
        winners = layerMemory.workspace(kept * Kernels.BLOCK);
        maxima = layerMemory.workspace(machine.threads(), Kernels.BLOCK);
    }

    private int lanes(int block) {
        return Math.min(Kernels.BLOCK, xLayout.channels() - block * Kernels.BLOCK);
    }

    @Override
    void forward(boolean training) {
        workers.run(n * blocks, forwardTask);
    }

    private void forwardBlock(int index, int worker) {
        int sample = index / blocks;
        int block = index % blocks;
        int at = xLayout.sample(sample) + xLayout.rowOffset(block, 0);
        int winner = (keepWinners ? index : worker) * Kernels.BLOCK;
        kernels.maxWindow(x, at, image, maxima[worker], 0, winners, winner);
        int to = sample * xLayout.channels() + block * Kernels.BLOCK;
        System.arraycopy(maxima[worker], 0, y, to, lanes(block));
    }

    @Override
    void backward(float[] gradient, boolean wantDx) {
        if (wantDx) {
            dy = gradient;
            workers.run(n * blocks, backwardTask);
        }
    }

    private void backwardBlock(int index) {
        int sample = index / blocks;
        int block = index % blocks;
        int begin = dxLayout.sample(sample) + block * dxLayout.blockStride();
        Arrays.fill(dx, begin, begin + dxLayout.blockStride(), 0f);
        for (int l = 0; l < lanes(block); l++) {
            int winner = (int) winners[index * Kernels.BLOCK + l];
            int pixel = dxLayout.offset(winner / xLayout.width(), winner % xLayout.width());
            dx[begin + pixel + l] = dy[sample * xLayout.channels() + block * Kernels.BLOCK + l];
        }
    }
}
