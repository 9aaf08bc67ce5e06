package cnn.scratch;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.UpdateSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Clipping, penalties, decoupled decay and max-norm around an optimizer's step, in the order of {@link UpdateSpec}. The
 * vectors are cut into pieces that belong to one parameter each; a task takes a piece through everything while it lies
 * in the cache. Only norms need a look at all pieces before: each piece's sum of squares, added up in the order of the
 * pieces.
 */
final class WholeUpdate implements Updater {
    private final UpdateSpec spec;
    private final UpdateRule rule;
    private final float[] p;
    private final float[] gradient;
    private final float[] changed;
    private final Workers workers;
    private final List<Piece> pieces;
    private final List<UnitRange> units;
    private final double[] squares;
    /** Of the gradient, by piece. */
    private final float[] scales;
    private float decay;

    private final Workers.Task sumSquares;
    private final Workers.Task update = (index, worker) -> update(index);
    private final Workers.Task constrain;

    /** @param gradient as the backward pass fills it; the rule's is another one if it has to be changed */
    WholeUpdate(UpdatePlan plan, UpdateRule rule, float[] gradient, Workers workers) {
        this.spec = plan.update();
        this.rule = rule;
        this.p = rule.p;
        this.gradient = gradient;
        this.changed = rule.g;
        this.workers = workers;
        this.pieces = Piece.of(plan.slices(), plan.parameters().shape().size());
        this.units = spec.maxNorm().isPresent() ? UnitRange.of(plan.weights()) : List.of();
        this.squares = new double[pieces.size()];
        this.scales = new float[pieces.size()];
        Arrays.fill(scales, 1);
        this.sumSquares = (index, worker) -> {
            Piece piece = pieces.get(index);
            squares[index] = UpdateLoops.squares(gradient, piece.from, piece.to);
        };
        double limit = spec.maxNorm().orElse(0);
        this.constrain = (index, worker) -> units.get(index).keepWithin(limit, p);
    }

    @Override
    public void step(long t, double learningRate) {
        rule.prepare(t, learningRate);
        decay = (float) (1 - learningRate * spec.decay().map(UpdateSpec.Decay::lambda).orElse(0.0));
        spec.clipping().filter(c -> c.kind() != Clipping.Kind.VALUE).ifPresent(this::measure);
        workers.run(pieces.size(), update);
        workers.run(units.size(), constrain);
    }

    /** Finds every piece's factor. */
    private void measure(Clipping clipping) {
        workers.run(pieces.size(), sumSquares);
        boolean global = clipping.kind() == Clipping.Kind.GLOBAL_NORM;
        for (int first = 0, end; first < squares.length; first = end) {
            end = first + 1;
            double sum = squares[first];
            while (end < squares.length && (global || pieces.get(end).slice == pieces.get(first).slice)) {
                sum += squares[end++];
            }
            boolean nobodys = !global && pieces.get(first).slice < 0;
            double norm = Math.sqrt(sum);
            float scale = nobodys || !(norm > clipping.limit()) ? 1 : (float) (clipping.limit() / norm);
            Arrays.fill(scales, first, end, scale);
        }
    }

    private void update(int index) {
        Piece piece = pieces.get(index);
        if (spec.changesGradient()) {
            if (spec.clipping().isPresent() && spec.clipping().get().kind() == Clipping.Kind.VALUE) {
                UpdateLoops.limit(
                        gradient, changed, piece.from, piece.to, (float) spec.clipping().get().limit());
            } else {
                UpdateLoops.scale(gradient, changed, piece.from, piece.to, scales[index]);
            }
            if (piece.weight && spec.penalised()) {
                UpdateLoops.penalties(p, changed, piece.from, piece.to, (float) spec.l1(), (float) spec.l2());
            }
        }
        if (spec.decay().isPresent() && (piece.weight || spec.decay().get().scope() == DecayScope.ALL)) {
            UpdateLoops.scale(p, p, piece.from, piece.to, decay);
        }
        rule.update(piece.from, piece.to);
    }

    @Override
    public Map<String, Tensor> state() {
        return rule.state();
    }

    /**
     * A stretch of the vectors within one parameter.
     *
     * @param slice number of the parameter, below 0 if it is nobody's
     */
    private record Piece(int from, int to, int slice, boolean weight) {
        static List<Piece> of(List<Slice> slices, int length) {
            List<Piece> pieces = new ArrayList<>();
            int done = 0;
            for (int s = 0; s < slices.size(); s++) {
                Slice slice = slices.get(s);
                cut(done, slice.offset(), -1, false, pieces);
                cut(slice.offset(), slice.end(), s, slice.parameter().role() == ParameterSpec.Role.WEIGHT, pieces);
                done = slice.end();
            }
            cut(done, length, -1, false, pieces);
            return List.copyOf(pieces);
        }

        private static void cut(int from, int to, int slice, boolean weight, List<Piece> pieces) {
            for (int start = from; start < to; start += ScratchUpdater.ELEMENTS_A_TASK) {
                pieces.add(new Piece(start, Math.min(to, start + ScratchUpdater.ELEMENTS_A_TASK), slice, weight));
            }
        }
    }

    /** Some output units of a weight, at least one. */
    private record UnitRange(Slice w, int first, int end) {
        static List<UnitRange> of(List<Slice> weights) {
            List<UnitRange> ranges = new ArrayList<>();
            for (Slice w : weights) {
                int units = w.parameter().units();
                int each = Math.max(1, ScratchUpdater.ELEMENTS_A_TASK / (w.size() / units));
                for (int first = 0; first < units; first += each) {
                    ranges.add(new UnitRange(w, first, Math.min(units, first + each)));
                }
            }
            return List.copyOf(ranges);
        }

        void keepWithin(double limit, float[] p) {
            int run = w.parameter().run();
            int stride = w.parameter().units() * run;
            for (int unit = first; unit < end; unit++) {
                int start = w.offset() + unit * run;
                double sum = 0;
                for (int from = start; from < w.end(); from += stride) {
                    sum += UpdateLoops.squares(p, from, from + run);
                }
                double norm = Math.sqrt(sum);
                if (norm > limit) {
                    for (int from = start; from < w.end(); from += stride) {
                        UpdateLoops.scale(p, p, from, from + run, (float) (limit / norm));
                    }
                }
            }
        }
    }
}
