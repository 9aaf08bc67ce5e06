package cnn.training;

import cnn.backend.Mode;
import cnn.backend.Observation;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds where numbers stopped being finite: runs one batch again, layer by layer, with the same parameters and the same
 * randomness, and names the first tensor in the order of computation that holds a NaN or an infinity.
 *
 * <p>As a listener it looks at the gradient of every n-th batch before the update, which takes as long as copying the
 * gradient vector; without it a training looks at each loss, which costs nothing, and at the parameters after each
 * epoch.
 */
public final class Tripwire implements TrainingListener {
    private static final String ADVICE =
            "Look at every gradient to see where it begins (--check-gradients 1), or try a smaller learning rate";

    private final long every;

    /** @param every look at each so many-th gradient, at least 1 */
    public Tripwire(long every) {
        if (every < 1) {
            throw new BadInputException("the tripwire looks at every n-th gradient, with n at least 1, got " + every);
        }
        this.every = every;
    }

    @Override
    public void beforeUpdate(Learner learner, Batch batch) {
        long step = learner.steps() + 1;
        if (step % every == 0) {
            firstIn(learner.network().gradient()).ifPresent(index -> {
                throw new TrainingDivergedException("the gradient was not finite at step %d: %s"
                        .formatted(step, learner.diagnose(batch)));
            });
        }
    }

    /** @throws TrainingDivergedException if a parameter or a part of the state is no longer finite */
    static void checkParameters(Network network, Progress progress) {
        firstParameter(network).or(() -> firstState(network)).ifPresent(found -> {
            throw new TrainingDivergedException(
                    "after step %d, at the end of epoch %d, %s; the losses stayed finite. %s"
                            .formatted(progress.updates(), progress.epoch(), found, ADVICE));
        });
    }

    /** One sentence about the first value that is not finite in this batch's passes. */
    static String diagnose(Network network, LossSpec loss, long seed, long steps, Batch batch) {
        Optional<String> before = firstIn(batch)
                .or(() -> firstParameter(network).map(found -> "%s already before step %d: update %d made it so. %s"
                        .formatted(found, steps + 1, steps, ADVICE)))
                .or(() -> firstState(network).map(found -> found + " already before step " + (steps + 1)));
        return before.orElseGet(() -> rerun(network, loss, seed, steps, batch));
    }

    private static String rerun(Network network, LossSpec loss, long seed, long steps, Batch batch) {
        Snapshot snapshot = Snapshot.of(network);
        BuildOptions observed = BuildOptions.batch(batch.size()).observed();
        try (Network watched = Network.build(network.spec(), network.backend(), observed)) {
            snapshot.restore(watched);
            Tensor x = watched.input(batch.size());
            x.copyFrom(batch.x());
            double[] y = watched.forward(x, Mode.train(seed, steps)).toDoubles();
            Optional<String> forward = watched.observations().stream()
                    .map(seen -> first("y", seen.layer(), seen.y()))
                    .flatMap(Optional::stream)
                    .findFirst();
            return forward.orElseGet(() -> backward(watched, loss, batch, y));
        }
    }

    private static String backward(Network watched, LossSpec loss, Batch batch, double[] y) {
        int n = batch.size();
        int k = y.length / n;
        double[] t = new double[y.length];
        double[] dy = new double[y.length];
        Targets.rows(batch, loss, k, t);
        double value = loss.evaluate(n, k, y, t, dy);
        if (!Double.isFinite(value)) {
            return "the loss itself is %s, of finite outputs".formatted(value);
        }
        try (Tensor outputGradient = watched.backend().tensor(watched.spec().output().withBatch(n))) {
            outputGradient.copyFrom(dy);
            watched.backwardToInput(outputGradient);
            double[] gradient = watched.gradient().toDoubles();
            List<Observation> seen = watched.observations();
            for (int i = seen.size() - 1; i >= 0; i--) {
                Optional<String> found = inBackward(seen.get(i), gradient);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return "run layer by layer every value is finite, so it is the layers run as one that overflow";
    }

    private static Optional<String> inBackward(Observation seen, double[] gradient) {
        PlacedLayer layer = seen.layer();
        Optional<String> dy = seen.dy().flatMap(tensor -> first("dy", layer, tensor));
        if (dy.isPresent()) {
            return dy;
        }
        for (Slice slice : layer.isComposite() ? List.<Slice>of() : layer.parameters()) {
            OptionalInt index = firstIn(gradient, slice.offset(), slice.end());
            if (index.isPresent()) {
                int element = index.getAsInt();
                return Optional.of(sentence(
                        "d" + slice.parameter().name() + " of " + layer.label(),
                        element - slice.offset(), slice.parameter().shape(), gradient[element]));
            }
        }
        return seen.dx().flatMap(tensor -> first("dx", layer, tensor));
    }

    private static Optional<String> first(String name, PlacedLayer layer, Tensor tensor) {
        double[] values = tensor.toDoubles();
        OptionalInt index = firstIn(values, 0, values.length);
        return index.isEmpty()
                ? Optional.empty()
                : Optional.of(sentence(
                        name + " of " + layer.label(), index.getAsInt(), tensor.shape(), values[index.getAsInt()]));
    }

    private static String sentence(String tensor, int element, Shape shape, double value) {
        return "the first value that is not finite is in %s [element %d of %s]: %s"
                .formatted(tensor, element, shape, value);
    }

    private static Optional<String> firstIn(Batch batch) {
        for (int i = 0; i < batch.shape().size(); i++) {
            if (!Float.isFinite(batch.x()[i])) {
                return Optional.of("the batch itself holds %s [element %d of %s]"
                        .formatted(batch.x()[i], i, batch.shape()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstParameter(Network network) {
        double[] values = network.parameters().toDoubles();
        for (Slice slice : network.spec().slices()) {
            OptionalInt index = firstIn(values, slice.offset(), slice.end());
            if (index.isPresent()) {
                return Optional.of("%s [element %d of %s] is %s".formatted(
                        slice.name(),
                        index.getAsInt() - slice.offset(),
                        slice.parameter().shape(),
                        values[index.getAsInt()]));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstState(Network network) {
        double[] values = network.state().toDoubles();
        for (StateSlice slice : network.spec().stateSlices()) {
            OptionalInt index = firstIn(values, slice.offset(), slice.end());
            if (index.isPresent()) {
                return Optional.of("%s [element %d of %s] is %s".formatted(
                        slice.name(),
                        index.getAsInt() - slice.offset(),
                        slice.state().shape(),
                        values[index.getAsInt()]));
            }
        }
        return Optional.empty();
    }

    private static OptionalInt firstIn(Tensor tensor) {
        double[] values = tensor.toDoubles();
        return firstIn(values, 0, values.length);
    }

    private static OptionalInt firstIn(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(values[i])) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
