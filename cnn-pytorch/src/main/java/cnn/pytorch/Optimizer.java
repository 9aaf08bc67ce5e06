package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.UpdateSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whole updates in PyTorch's operations, parameter by parameter, in the order of {@link UpdateSpec}. */
final class Optimizer implements AutoCloseable {
    private final UpdateSpec spec;
    private final NDManager memory;
    private final List<Slice> slices;
    private final List<NDArray> parameters;
    private final List<OptimizerRule> rules = new ArrayList<>();
    private double learningRate;
    private long steps;

    /**
     * @param slices what each of the parameters is
     * @param memory closed with this
     */
    Optimizer(UpdateSpec spec, List<Slice> slices, List<NDArray> parameters, NDManager memory) {
        this.spec = spec;
        this.memory = memory;
        this.slices = slices;
        this.learningRate = spec.learningRate();
        this.parameters = parameters;
        for (NDArray parameter : parameters) {
            rules.add(new OptimizerRule(parameter, memory));
        }
    }

    /** In place of the spec's rate, from the next update on. */
    void setLearningRate(double rate) {
        learningRate = rate;
    }

    /** One update; the gradients may be overwritten. */
    void step(List<NDArray> gradients) {
        steps++;
        spec.clipping().ifPresent(clipping -> clip(clipping, gradients));
        for (int i = 0; i < parameters.size(); i++) {
            NDArray p = parameters.get(i);
            boolean weight = slices.get(i).parameter().role() == ParameterSpec.Role.WEIGHT;
            if (weight && spec.penalised()) {
                addPenalties(p, gradients.get(i));
            }
            spec.decay()
                    .filter(decay -> weight || decay.scope() == DecayScope.ALL)
                    .ifPresent(decay -> p.muli(1 - learningRate * decay.lambda()));
            rules.get(i).step(spec.optimizer(), gradients.get(i), steps, learningRate);
            if (weight && spec.maxNorm().isPresent()) {
                keepWithin(spec.maxNorm().getAsDouble(), p, slices.get(i).parameter().outputAxis());
            }
        }
    }

    private static void clip(Clipping clipping, List<NDArray> gradients) {
        double c = clipping.limit();
        if (clipping.kind() == Clipping.Kind.VALUE) {
            for (NDArray g : gradients) {
                try (NDArray limited = g.clip(-c, c)) {
                    limited.copyTo(g);
                }
            }
            return;
        }
        double[] norms = gradients.stream().mapToDouble(Optimizer::norm).toArray();
        double all = Math.sqrt(IntStream.range(0, norms.length).mapToDouble(i -> norms[i] * norms[i]).sum());
        for (int i = 0; i < norms.length; i++) {
            double norm = clipping.kind() == Clipping.Kind.NORM ? norms[i] : all;
            if (norm > c) {
                gradients.get(i).muli(c / norm);
            }
        }
    }

    private static double norm(NDArray x) {
        try (NDArray norm = x.norm()) {
            return Values.scalar(norm);
        }
    }

    private void addPenalties(NDArray p, NDArray g) {
        if (spec.l1() > 0) {
            try (NDArray sign = p.sign();
                    NDArray penalty = sign.mul(spec.l1())) {
                g.addi(penalty);
            }
        }
        if (spec.l2() > 0) {
            try (NDArray penalty = p.mul(spec.l2())) {
                g.addi(penalty);
            }
        }
    }

    /** w ← w · c / max(‖w‖₂, c) for each output unit, which lies along {@code axis}. */
    private static void keepWithin(double c, NDArray w, int axis) {
        int[] others = IntStream.range(0, w.getShape().dimension())
                .filter(other -> other != axis)
                .toArray();
        try (NDArray squares = w.mul(w);
                NDArray sums = squares.sum(others, true);
                NDArray norms = sums.sqrt();
                NDArray bounded = norms.maximum(c);
                NDArray limits = norms.zerosLike().addi(c);
                NDArray factors = limits.div(bounded)) {
            w.muli(factors);
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
