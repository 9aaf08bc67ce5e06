package cnn.check.cases;

import cnn.error.BadInputException;
import cnn.spec.LayerSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** The valid cases one step simpler than a given one, the largest steps first. */
final class SimplerCases {
    private final LayerCase from;
    private final Set<LayerCase> simpler = new LinkedHashSet<>();

    private SimplerCases(LayerCase from) {
        this.from = from;
    }

    static List<LayerCase> of(LayerCase from) {
        SimplerCases cases = new SimplerCases(from);
        cases.oneLayerAlone();
        cases.batchAndData();
        cases.channelCounts();
        cases.extents();
        cases.specs();
        cases.simpler.remove(from);
        return List.copyOf(cases.simpler);
    }

    /** Smaller numbers than this one: 1, the half, one less. */
    static int[] below(int number) {
        Set<Integer> smaller = new TreeSet<>(List.of(1, number / 2, number - 1));
        return smaller.stream().filter(n -> n >= 1 && n < number).mapToInt(n -> n).toArray();
    }

    private void oneLayerAlone() {
        from.placed().branches().stream()
                .flatMap(List::stream)
                .flatMap(PlacedLayer::withInner)
                .forEach(inner -> add(() -> of(inner.spec(), inner.input(), from.batch(), from.data())));
    }

    private void batchAndData() {
        for (int n : below(from.batch())) {
            add(() -> of(from.spec(), from.input(), n, from.data()));
        }
        add(() -> of(from.spec(), from.input(), from.batch(), LayerCase.Data.NORMAL));
    }

    /** Counts that must agree, as those of x, of groups and of a block's last layer, shrink together. */
    private void channelCounts() {
        addRenumbered(count -> Math.max(1, count / 2));
        Set<Integer> counts = new TreeSet<>();
        from.spec().accept(new Renumbering(count -> {
            counts.add(count);
            return count;
        }));
        counts.add(from.input().dim(0));
        for (int old : counts) {
            for (int smaller : below(old)) {
                addRenumbered(count -> count == old ? smaller : count);
            }
        }
    }

    private void addRenumbered(IntUnaryOperator count) {
        int[] dims = from.input().toArray();
        dims[0] = count.applyAsInt(dims[0]);
        add(() -> of(from.spec().accept(new Renumbering(count)), Shape.of(dims), from.batch(), from.data()));
    }

    private void extents() {
        int[] dims = from.input().toArray();
        if (dims.length == 3) {
            int larger = Math.max(dims[1], dims[2]);
            for (int bound : below(larger)) {
                addInput(dims[0], Math.min(dims[1], bound), Math.min(dims[2], bound));
            }
        }
        for (int axis = 0; axis < dims.length; axis++) {
            for (int smaller : below(dims[axis])) {
                int[] other = dims.clone();
                other[axis] = smaller;
                addInput(other);
            }
        }
    }

    private void addInput(int... dims) {
        add(() -> of(from.spec(), Shape.of(dims), from.batch(), from.data()));
    }

    private void specs() {
        for (LayerSpec spec : from.spec().accept(new SimplerSpecs())) {
            add(() -> of(spec, from.input(), from.batch(), from.data()));
        }
    }

    private LayerCase of(LayerSpec spec, Shape input, int batch, LayerCase.Data data) {
        return new LayerCase(from.name(), spec, input, batch, data);
    }

    /** Specs refuse what is invalid, some only on their input. */
    private void add(Supplier<LayerCase> candidate) {
        try {
            LayerCase made = candidate.get();
            made.placed();
            simpler.add(made);
        } catch (BadInputException invalid) {
            // No such case.
        }
    }

    /** What the suppliers make without a complaint. */
    static <T> List<T> valid(List<Supplier<T>> candidates) {
        List<T> valid = new ArrayList<>();
        for (Supplier<T> candidate : candidates) {
            try {
                valid.add(candidate.get());
            } catch (BadInputException invalid) {
                // No such spec.
            }
        }
        return valid;
    }
}
