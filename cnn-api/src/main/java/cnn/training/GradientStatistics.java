package cnn.training;

import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.network.Network;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A listener that looks at every n-th update: norm and zeros of each tensor's gradient, and how much the tensor
 * changed. It copies parameters and gradient out at these updates, and costs nothing at all others.
 *
 * <p>A unit behind which a ReLU never fires gets a gradient of exactly 0 in all its weights, whatever the batch: that
 * is how dead units show without looking at activations, so that the network may stay fused. The looks of the last
 * {@value #WINDOW} are taken together, since a single batch may leave a living unit silent.
 */
public final class GradientStatistics implements TrainingListener {
    private static final int WINDOW = 10;

    private final long every;
    private final Consumer<GradientReport> reports;
    private final Deque<Double> norms = new ArrayDeque<>();
    private final Map<String, Deque<BitSet>> heard = new HashMap<>();
    private Optional<Network> looking = Optional.empty();
    private Set<String> rectified = Set.of();
    private double[] parameters = new double[0];
    private double[] gradient = new double[0];

    /**
     * @param every look at each so many-th update, at least 1
     * @param reports is given what was seen, on the training thread
     */
    public GradientStatistics(long every, Consumer<GradientReport> reports) {
        requireSensible(every);
        this.every = every;
        this.reports = reports;
    }

    /** @throws BadInputException if {@code every} is below 1 */
    public static void requireSensible(long every) {
        if (every < 1) {
            throw new BadInputException("gradients are looked at every n-th update, with n at least 1, got " + every);
        }
    }

    @Override
    public void beforeUpdate(Learner learner, Batch batch) {
        looking = (learner.steps() + 1) % every == 0 ? Optional.of(learner.network()) : Optional.empty();
        looking.ifPresent(network -> {
            parameters = network.parameters().toDoubles();
            gradient = network.gradient().toDoubles();
        });
    }

    @Override
    public void onStep(Step step) {
        looking.ifPresent(network -> report(network, step.after().updates()));
    }

    private void report(Network network, long update) {
        if (rectified.isEmpty()) {
            rectified = beforeRelu(network.spec());
        }
        double[] after = network.parameters().toDoubles();
        List<TensorStatistics> tensors = new ArrayList<>();
        for (Slice slice : network.spec().slices()) {
            tensors.add(statistics(slice, after));
        }
        double norm = norm(gradient, 0, gradient.length);
        reports.accept(new GradientReport(update, norm, usual(), tensors));
        keep(norms, norm);
    }

    private TensorStatistics statistics(Slice slice, double[] after) {
        int zeros = 0;
        double changed = 0;
        for (int i = slice.offset(); i < slice.end(); i++) {
            zeros += gradient[i] == 0 ? 1 : 0;
            changed += (after[i] - parameters[i]) * (after[i] - parameters[i]);
        }
        double before = norm(parameters, slice.offset(), slice.end());
        return new TensorStatistics(
                slice,
                norm(gradient, slice.offset(), slice.end()),
                (double) zeros / slice.size(),
                before == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(changed) / before),
                rectified.contains(slice.name()) ? OptionalDouble.of(silent(slice)) : OptionalDouble.empty());
    }

    /** The share of rows that were 0 at every look of the window. */
    private double silent(Slice slice) {
        int units = slice.parameter().shape().dim(0);
        int row = slice.size() / units;
        BitSet now = new BitSet(units);
        for (int i = 0; i < slice.size(); i++) {
            if (gradient[slice.offset() + i] != 0) {
                now.set(i / row);
            }
        }
        Deque<BitSet> looks = heard.computeIfAbsent(slice.name(), name -> new ArrayDeque<>());
        keep(looks, now);
        BitSet any = new BitSet(units);
        looks.forEach(any::or);
        return 1 - (double) any.cardinality() / units;
    }

    private static <T> void keep(Deque<T> window, T newest) {
        window.addLast(newest);
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
    }

    private OptionalDouble usual() {
        if (norms.size() < WINDOW / 2) {
            return OptionalDouble.empty();
        }
        double[] sorted = norms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return OptionalDouble.of(sorted[sorted.length / 2]);
    }

    private static double norm(double[] values, int from, int to) {
        return Math.sqrt(Arrays.stream(values, from, to).map(v -> v * v).sum());
    }

    /** The weights, a row a unit, of layers with nothing but a normalisation or a pooling between them and a ReLU. */
    private static Set<String> beforeRelu(NetworkSpec spec) {
        Set<String> names = new HashSet<>();
        rows(spec.placed()).forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                PlacedLayer layer = row.get(i);
                if ((layer.spec() instanceof Conv2d || layer.spec() instanceof Dense) && reluFollows(row, i + 1)) {
                    layer.parameters().stream()
                            .filter(slice -> slice.parameter().role() == ParameterSpec.Role.WEIGHT)
                            .forEach(slice -> names.add(slice.name()));
                }
            }
        });
        return names;
    }

    private static List<List<PlacedLayer>> rows(List<PlacedLayer> row) {
        List<List<PlacedLayer>> rows = new ArrayList<>(List.of(row));
        row.forEach(layer -> layer.branches().forEach(branch -> rows.addAll(rows(branch))));
        return rows;
    }

    private static boolean reluFollows(List<PlacedLayer> row, int from) {
        for (PlacedLayer layer : row.subList(from, row.size())) {
            if (layer.spec() instanceof Relu) {
                return true;
            }
            if (!(layer.spec() instanceof BatchNorm2d || layer.spec() instanceof MaxPool2d)) {
                return false;
            }
        }
        return false;
    }
}
