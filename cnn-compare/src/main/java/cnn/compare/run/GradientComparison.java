package cnn.compare.run;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.UnsupportedLayerException;
import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerFlow;
import cnn.check.TensorCheck;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Engines;
import cnn.compare.engine.NoCounterpartException;
import cnn.compare.engine.Trace;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.GradientRow;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Everything that flows through a network on one batch, engine by engine, in every precision that an engine has, against
 * the oracle: the textbook in float64.
 */
final class GradientComparison {
    private static final String ORACLE = "textbook";

    /** Makes an engine for the network that is compared. */
    interface Maker {
        Engine engine(String name, Precision precision);
    }

    private final Maker maker;
    private final double[] parameters;
    private final Batch batch;
    private final LossSpec loss;
    private final Progress progress;
    private final List<EngineInfo> engines = new ArrayList<>();
    private final List<GradientRow> rows = new ArrayList<>();
    private final Map<Precision, Trace> baselines = new EnumMap<>(Precision.class);
    private final Map<Precision, ExplainedError> explained = new EnumMap<>(Precision.class);

    /** @param parameters the same for all engines; numbers that float32 holds exactly */
    GradientComparison(Maker maker, double[] parameters, Batch batch, LossSpec loss, Progress progress) {
        this.maker = maker;
        this.parameters = parameters;
        this.batch = batch;
        this.loss = loss;
        this.progress = progress;
    }

    /** The engines that took part, the oracle first, and those that could not, with the reason as their role. */
    List<EngineInfo> engines() {
        return List.copyOf(engines);
    }

    /** One row per engine, precision, layer and tensor. */
    List<GradientRow> rows() {
        return List.copyOf(rows);
    }

    /** Compares the engines of these names, in this order but for DL4J, which goes first because others refer to it. */
    void run(List<String> names) {
        BackendOptions options = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64);
        try (Engine oracle = maker.engine(ORACLE, Precision.FLOAT64);
                Backend reference = Backends.named(ORACLE, options)) {
            progress.start("gradients: the oracle", 1);
            oracle.setParameters(parameters);
            Trace truth = oracle.trace(batch);
            engines.add(Comparison.info(oracle, "oracle"));
            progress.done("%s, loss %.6f on %d images".formatted(oracle.describe(), truth.loss(), truth.batch()));
            for (String name : baselineFirst(names)) {
                if (!name.equals(ORACLE)) {
                    for (Precision precision : new TreeSet<>(Engines.precisions(name)).descendingSet()) {
                        compare(name, precision, truth, reference);
                    }
                }
            }
        }
    }

    private static List<String> baselineFirst(List<String> names) {
        List<String> ordered = new ArrayList<>(names);
        if (ordered.remove(Engines.DL4J)) {
            ordered.add(0, Engines.DL4J);
        }
        return ordered;
    }

    private void compare(String name, Precision precision, Trace truth, Backend reference) {
        progress.start(
                "gradients: %s %s".formatted(name, precision), truth.layers().size());
        try (Engine engine = maker.engine(name, precision)) {
            engine.setParameters(parameters);
            Trace trace = engine.trace(batch);
            if (name.equals(Engines.DL4J)) {
                baselines.put(precision, trace);
            }
            ExplainedError limit = explained.computeIfAbsent(
                    precision, p -> new ExplainedError(reference, p, truth, batch, loss));
            int before = rows.size();
            for (int i = 0; i < truth.layers().size(); i++) {
                layer(engine, i, trace, truth, limit, reference);
                progress.step();
            }
            asTrained(engine, truth, limit);
            engines.add(Comparison.info(engine, "gradients"));
            progress.done(verdict(rows.subList(before, rows.size())));
        } catch (NoCounterpartException | UnsupportedLayerException e) {
            engines.add(EngineInfo.absent(name, precision.toString(), e.getMessage()));
            progress.done(e.getMessage());
        }
    }

    private void layer(
            Engine engine, int index, Trace trace, Trace truth, ExplainedError limit, Backend reference) {
        PlacedLayer layer = truth.layers().get(index).layer();
        Map<String, double[]> own = tensors(trace, index);
        Map<String, double[]> expected = tensors(truth, index);
        Optional<Map<String, double[]>> baseline = Optional.ofNullable(baselines.get(engine.precision()))
                .map(other -> tensors(other, index));
        ErrorBound error = ErrorBound.against(reference, engine.precision());
        for (TensorCheck local : trace.flow().check(trace.layers().get(index), error)) {
            String tensor = local.tensor();
            Difference difference = Difference.of(own.get(tensor), expected.get(tensor), engine.precision());
            OptionalDouble toBaseline = baseline.map(other ->
                            OptionalDouble.of(Difference.relativeNorm(own.get(tensor), other.get(tensor))))
                    .orElse(OptionalDouble.empty());
            rows.add(new GradientRow(
                    engine.name(),
                    engine.precision().toString(),
                    layer.name(),
                    layer.spec().kind(),
                    tensor,
                    difference.count(),
                    difference.maxAbs(),
                    difference.relativeNorm(),
                    toBaseline,
                    difference.ulps(),
                    local.errorOverBound(),
                    local.largestBound(),
                    local.source(),
                    limit(engine, tensor, limit.relativeNorm(layer, tensor))));
        }
    }

    private static Map<String, double[]> tensors(Trace trace, int index) {
        LayerFlow flow = trace.layers().get(index);
        return trace.flow().outputs(flow).tensors(flow.layer());
    }

    /**
     * In flat parts of a picture whole pooling windows are equal, and rounding alone decides who gets their gradient: dx
     * may be off by some per cent of its norm and nothing be wrong, as dw shows, which does not care where in a flat part
     * a gradient stands. So in float32 dx is judged by its own layer's bound alone.
     */
    private static OptionalDouble limit(Engine engine, String tensor, double norm) {
        boolean tips = tensor.equals("dx") && engine.precision() == Precision.FLOAT32;
        return tips ? OptionalDouble.empty() : OptionalDouble.of(norm);
    }

    /** The gradient by the path that training takes, where layers may be fused: judged end to end. */
    private void asTrained(Engine engine, Trace truth, ExplainedError limit) {
        double[] gradient = engine.gradient(batch);
        for (LayerFlow flow : truth.layers()) {
            PlacedLayer layer = flow.layer();
            // A composite's parameters are those of the layers inside it.
            for (Slice slice : layer.isComposite() ? List.<Slice>of() : layer.parameters()) {
                String tensor = "d" + slice.parameter().name();
                double[] own = Arrays.copyOfRange(gradient, slice.offset(), slice.end());
                double[] expected = Arrays.copyOfRange(truth.gradient(), slice.offset(), slice.end());
                Difference difference = Difference.of(own, expected, engine.precision());
                rows.add(new GradientRow(
                        engine.name(),
                        engine.precision().toString(),
                        layer.name(),
                        layer.spec().kind(),
                        tensor + " as trained",
                        difference.count(),
                        difference.maxAbs(),
                        difference.relativeNorm(),
                        OptionalDouble.empty(),
                        difference.ulps(),
                        0,
                        0,
                        "the training path, layers fused: judged end to end only",
                        OptionalDouble.of(limit.relativeNorm(layer, tensor))));
            }
        }
    }

    private static String verdict(List<GradientRow> rows) {
        long wrong = rows.stream().filter(row -> !row.agrees()).count();
        double local = rows.stream().mapToDouble(GradientRow::localErrorOverBound).max().orElse(Double.NaN);
        double norm = rows.stream().mapToDouble(GradientRow::relativeNorm).max().orElse(Double.NaN);
        return "%d tensors, %s; worst relative norm %.1e, worst error %.2g of its bound"
                .formatted(rows.size(), wrong == 0 ? "all agree" : wrong + " DISAGREE", norm, local);
    }
}
