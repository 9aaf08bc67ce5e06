package cnn.scratch.faults;

import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.check.Branches;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookTensor;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A concat block with one deliberate mistake, made of right layers. */
final class WrongConcat implements Layer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        DX_OF_THE_BRANCHES_NOT_SUMMED(Words.of(
                "dx is the last branch's instead of the sum of all.",
                "layers before the block learn from one branch only")),
        DX_AVERAGED_OVER_THE_BRANCHES(Words.of(
                "dx is the mean over the branches instead of the sum.",
                "gradients before the block are too small by the number of branches")),
        BRANCHES_IN_REVERSE_ORDER(Words.of(
                "The branches' outputs are stacked in the reverse order.",
                "the next layer's weights meet the wrong channels")),
        BATCH_STACKED_BRANCH_BY_BRANCH(Words.of(
                "The outputs are stacked along the batch in memory instead of along the channels.",
                "samples are mixed up; right for a batch of one")),
        DY_NOT_THE_BRANCHS_OWN(Words.of(
                "Every branch is given the first channels of dy.",
                "all branches but the first learn from another's error")),
        LAST_BRANCHS_PARAMETERS_FORGOTTEN(Words.of(
                "The last branch's parameters get no gradient when dx is not asked for.",
                "it never learns if the block comes first")),
        BRANCHES_CHAINED(Words.of(
                "Each branch is given something else than x.",
                "y is wrong, and dx belongs to another function"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }

    private final Mistake mistake;
    private final PlacedLayer placed;
    private final List<Chain> chains;
    private boolean backwardPossible;

    WrongConcat(Mistake mistake, PlacedLayer placed, LayerContext context) {
        this.mistake = mistake;
        this.placed = placed;
        this.chains = placed.branches().stream()
                .map(branch -> new Chain(context.layers(branch)))
                .toList();
    }

    @Override
    public List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public List<Chain> chains() {
        return chains;
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        int N = x.shape().dim(0);
        List<double[]> ys = new ArrayList<>();
        for (Chain chain : chains) {
            boolean other = mistake == Mistake.BRANCHES_CHAINED && !ys.isEmpty();
            ys.add(chain.forward(other ? halved(x) : x, mode).toDoubles());
        }
        double[] y = new Branches(placed).y(ys);
        if (mistake == Mistake.BATCH_STACKED_BRANCH_BY_BRANCH) {
            y = ys.stream().flatMapToDouble(Arrays::stream).toArray();
        }
        if (mistake == Mistake.BRANCHES_IN_REVERSE_ORDER) {
            y = reversed(ys, N);
        }
        backwardPossible = mode.training();
        return new ForwardPass(tensor(placed.output().withBatch(N), y), new Pass(N));
    }

    private static double[] reversed(List<double[]> ys, int N) {
        List<double[]> backwards = new ArrayList<>(ys);
        Collections.reverse(backwards);
        double[] y = new double[ys.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int n = 0; n < N; n++) {
            for (double[] part : backwards) {
                System.arraycopy(part, n * part.length / N, y, at, part.length / N);
                at += part.length / N;
            }
        }
        return y;
    }

    private static Tensor halved(Tensor x) {
        double[] values = x.toDoubles();
        Arrays.setAll(values, i -> values[i] / 2);
        return tensor(x.shape(), values);
    }

    private static Tensor tensor(Shape shape, double[] values) {
        TextbookTensor tensor = new TextbookTensor(shape);
        tensor.copyFrom(values);
        return tensor;
    }

    private final class Pass implements Backward {
        private final int N;

        Pass(int N) {
            this.N = N;
        }

        private Tensor share(Tensor dy, int b) {
            double[] share = new Branches(placed).dy(dy.toDoubles(), b);
            if (mistake == Mistake.DY_NOT_THE_BRANCHS_OWN) {
                System.arraycopy(dy.toDoubles(), 0, share, 0, share.length);
            }
            List<PlacedLayer> branch = placed.branches().get(b);
            Shape output = branch.isEmpty() ? placed.input() : branch.get(branch.size() - 1).output();
            return tensor(output.withBatch(N), share);
        }

        @Override
        public Tensor dx(Tensor dy) {
            requireForward();
            List<double[]> dxs = new ArrayList<>();
            for (int b = 0; b < chains.size(); b++) {
                dxs.add(chains.get(b).dx(share(dy, b)).toDoubles());
            }
            double[] dx = mistake == Mistake.DX_OF_THE_BRANCHES_NOT_SUMMED
                    ? dxs.get(dxs.size() - 1)
                    : Branches.added(dxs);
            double factor = mistake == Mistake.DX_AVERAGED_OVER_THE_BRANCHES ? 1.0 / dxs.size() : 1;
            Arrays.setAll(dx, i -> factor * dx[i]);
            return tensor(placed.input().withBatch(N), dx);
        }

        @Override
        public void parametersOnly(Tensor dy) {
            requireForward();
            int forgotten = mistake == Mistake.LAST_BRANCHS_PARAMETERS_FORGOTTEN ? 1 : 0;
            for (int b = 0; b < chains.size() - forgotten; b++) {
                chains.get(b).parametersOnly(share(dy, b));
            }
        }

        private void requireForward() {
            if (!backwardPossible) {
                throw new IllegalStateException("no forward pass in training mode before");
            }
        }
    }
}
