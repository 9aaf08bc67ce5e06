package cnn.nd4j.layer;

import cnn.backend.Chain;
import cnn.backend.Mode;
import cnn.nd4j.op.HandedOut;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.nd4j.op.Scalars;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Branches side by side: each chain is given the same x, and their outputs are copied behind one another along the
 * channels; back, each is given a copy of its channels of dy, and what they give is added up. Each chain keeps its
 * gradients in arrays of its own, as in {@link ResidualStage}.
 */
final class ConcatStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final List<Chain> branches;
    private final List<Shape> outputs;
    private final Maths maths;
    private final INDArray y;
    private final INDArray dx;
    private final List<INDArray> dyParts;

    /** @param outputs what each branch gives */
    ConcatStage(StageContext context, PlacedLayer layer, List<Chain> branches, List<Shape> outputs) {
        this.context = context;
        this.layer = layer;
        this.branches = List.copyOf(branches);
        this.outputs = List.copyOf(outputs);
        this.maths = new Maths(new Scalars(context.memory()));
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
        this.dyParts = outputs.stream().map(context::workspace).toList();
    }

    @Override
    public String describe() {
        return "branches copied side by side";
    }

    @Override
    public List<Chain> chains() {
        return branches;
    }

    @Override
    public void close() {
        branches.forEach(Chain::close);
    }

    @Override
    public Run run(int n) {
        return new ConcatRun(n);
    }

    private static INDArray array(Tensor tensor) {
        return ((Nd4jTensor) tensor).array();
    }

    /** Each branch's channels in a batch of outputs. */
    private List<INDArray> parts(INDArray batch, int n) {
        List<INDArray> parts = new ArrayList<>();
        int channel = 0;
        for (Shape output : outputs) {
            long[] start = new long[4];
            start[context.layout() == Layout.CHANNELS_LAST ? 3 : 1] = channel;
            parts.add(Memory.part(
                    batch, context.layout().extents(n, layer.output()), start, context.layout().extents(n, output)));
            channel += output.dim(0);
        }
        return parts;
    }

    private final class ConcatRun implements Run {
        private final int n;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final HandedOut x;
        private final List<Nd4jTensor> dyTensors = new ArrayList<>();
        private final List<NativeOp> join = new ArrayList<>();
        private final List<NativeOp> split = new ArrayList<>();
        private final NativeOp first;
        private final NativeOp add;
        private INDArray lastDy;

        ConcatRun(int n) {
            this.n = n;
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.x = new HandedOut(array -> context.tensor(array, layer.input().withBatch(n)));
            List<INDArray> parts = parts(yBatch, n);
            for (int i = 0; i < parts.size(); i++) {
                INDArray dyPart = context.batch(dyParts.get(i), n, outputs.get(i));
                dyTensors.add(context.tensor(dyPart, outputs.get(i).withBatch(n)));
                join.add(Permutation.copy(dyPart, parts.get(i)));
                split.add(Permutation.copy(parts.get(i), dyPart));
            }
            this.first = Permutation.copy(dxBatch, dxBatch);
            this.add = maths.plus(dxBatch, dxBatch, dxBatch);
            this.lastDy = yBatch;
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            for (int i = 0; i < branches.size(); i++) {
                join.get(i).input(0, array(branches.get(i).forward(x.of(input), mode))).run();
            }
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            split(dy);
            for (int i = 0; i < branches.size(); i++) {
                INDArray ofBranch = array(branches.get(i).dx(dyTensors.get(i)));
                if (i == 0) {
                    first.input(0, ofBranch).run();
                } else {
                    add.input(1, ofBranch).run();
                }
            }
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray dy) {
            split(dy);
            for (int i = 0; i < branches.size(); i++) {
                branches.get(i).parametersOnly(dyTensors.get(i));
            }
        }

        private void split(INDArray dy) {
            if (dy != lastDy) {
                lastDy = dy;
                List<INDArray> parts = parts(dy, n);
                for (int i = 0; i < parts.size(); i++) {
                    split.get(i).input(0, parts.get(i));
                }
            }
            split.forEach(NativeOp::run);
        }

        @Override
        public void close() {
            Operation.closeAll(join);
            Operation.closeAll(split);
            Operation.closeAll(List.of(first, add));
            dyTensors.forEach(Nd4jTensor::close);
            x.close();
        }
    }
}
