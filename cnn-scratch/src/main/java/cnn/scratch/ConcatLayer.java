package cnn.scratch;

import cnn.backend.Chain;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import java.util.List;

/**
 * Branches side by side: what chains of layers make of the same x, stacked along the channels. Each branch's output
 * is copied to its channels before the next one runs; back, each is given a copy of its channels of dy, and what they
 * return is added up in the order of the branches. A composite of one branch is the same thing.
 */
final class ConcatLayer extends ScratchLayer {
    private final List<Chain> branches;
    private final int[] first;
    private final ScratchTensor[][] dyViews;
    private final float[][] dyOfBranch;
    private final Layout[] dyLayouts;
    private final Workers.Task outputTask = (sample, worker) -> takeOutput(sample);
    private final Workers.Task gradientTask = (sample, worker) -> giveGradient(sample);
    private final Workers.Task copyTask = (sample, worker) -> copyGradient(sample);
    private final Workers.Task addTask = (sample, worker) -> addGradient(sample);
    private int branch;
    private ScratchTensor given = input;

    ConcatLayer(LayerBuild build, List<Chain> branches) {
        super(build);
        this.branches = List.copyOf(branches);
        first = new int[branches.size() + 1];
        dyLayouts = new Layout[branches.size()];
        dyOfBranch = new float[branches.size()][];
        dyViews = new ScratchTensor[branches.size()][build.maxBatch() + 1];
        for (int b = 0; b < branches.size(); b++) {
            List<PlacedLayer> layers = build.first().branches().get(b);
            dyLayouts[b] = Layout.between(
                    layers.isEmpty() ? build.first().input() : layers.get(layers.size() - 1).output());
            first[b + 1] = first[b] + dyLayouts[b].channels();
            dyOfBranch[b] = layerMemory.forBackward(dyLayouts[b].length(build.maxBatch()));
        }
    }

    @Override
    public List<Chain> chains() {
        return branches;
    }

    @Override
    List<String> parts() {
        return branches.size() > 1 ? List.of(branches.size() + " branches") : List.of();
    }

    @Override
    void forward(boolean training) {
        for (branch = 0; branch < branches.size(); branch++) {
            given = ScratchTensor.of(branches.get(branch).forward(input, mode));
            workers.run(n, outputTask);
        }
    }

    private void takeOutput(int sample) {
        Layout of = given.layout();
        of.copyChannels(given.values(), sample, 0, of.channels(), y, yLayout, first[branch]);
    }

    @Override
    void backward(float[] dy, boolean wantDx) {
        for (branch = 0; branch < branches.size(); branch++) {
            workers.run(n, gradientTask);
            ScratchTensor own = dyView();
            if (!wantDx) {
                branches.get(branch).parametersOnly(own);
                continue;
            }
            given = ScratchTensor.of(branches.get(branch).dx(own));
            if (branch > 0) {
                workers.run(n, addTask);
            } else if (given.values() != dx) {
                // Else the planner has let the first branch write there.
                workers.run(n, copyTask);
            }
        }
    }

    private ScratchTensor dyView() {
        ScratchTensor[] views = dyViews[branch];
        if (views[n] == null) {
            PlacedLayer self = covers().get(0);
            views[n] = new ScratchTensor(
                    Shape.of(n, dyLayouts[branch].channels(), self.output().dim(1), self.output().dim(2)),
                    dyLayouts[branch],
                    dyOfBranch[branch]);
        }
        return views[n];
    }

    private void giveGradient(int sample) {
        dyLayout.copyChannels(
                outputGradient.values(), sample, first[branch], dyLayouts[branch].channels(),
                dyOfBranch[branch], dyLayouts[branch], 0);
    }

    private void copyGradient(int sample) {
        Layout from = given.layout();
        from.copyChannels(given.values(), sample, 0, from.channels(), dx, dxLayout, 0);
    }

    private void addGradient(int sample) {
        Layout from = given.layout();
        for (int b = 0; b < dxLayout.blocks(); b++) {
            for (int h = 0; h < dxLayout.height(); h++) {
                kernels.add(
                        given.values(), from.sample(sample) + from.rowOffset(b, h),
                        dx, dxLayout.sample(sample) + dxLayout.rowOffset(b, h), dxLayout.rowLength());
            }
        }
    }

    @Override
    public void close() {
        branches.forEach(Chain::close);
    }
}
