package cnn.compare.layers;

import cnn.backend.Backend;
import cnn.check.Difference;
import cnn.check.GradientFinding;
import cnn.check.LayerFlow;
import cnn.check.LayerOutputs;
import cnn.check.NetworkFlow;
import cnn.check.SingleLayer;
import cnn.check.TensorCheck;
import cnn.error.BadInputException;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One kind of layer on one engine. */
final class EngineSurvey {
    private final String kind;
    private final EngineForm form;
    private final String engine;
    private final Backend oracle;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();
    private Errors errors = Errors.NONE;
    private Optional<String> refused = Optional.empty();
    private int refusals;
    private int cases;
    private long slopes;
    private long leftOut;

    EngineSurvey(String kind, EngineForm form, Backend oracle) {
        this.kind = kind;
        this.form = form;
        this.engine = form.engine();
        this.oracle = oracle;
    }

    LayerRow over(List<Truth> truths) {
        for (Truth truth : truths) {
            try (Exam exam = new Exam(truth, form)) {
                compare(exam);
                cases++;
            } catch (BadInputException e) {
                // What an engine refuses is a result: the row tells it.
                refused = refused.or(() -> Optional.of(e.getMessage()));
                refusals++;
            } catch (RuntimeException e) {
                // A library that fails on one layer is a finding about that layer, and no reason to leave out the others.
                complaints.add("%s: the engine failed: %s".formatted(truth.on(), e));
            }
        }
        return new LayerRow(
                kind,
                engine,
                form.precision().toString(),
                cases,
                slopes,
                leftOut,
                errors,
                refused,
                refusals,
                List.copyOf(known),
                complaints);
    }

    private void compare(Exam exam) {
        Truth truth = exam.truth();
        PlacedLayer layer = exam.specimen().layer();
        NetworkFlow flow = exam.flow();
        double overBound = 0;
        double dparams = Double.NaN;
        for (Exam.Checked checked : exam.checks()) {
            PlacedLayer inner = checked.layer();
            TensorCheck check = checked.check();
            overBound = Math.max(overBound, check.errorOverBound());
            if (!check.agrees()) {
                KnownDefects.of(engine, inner.spec().kind(), check.tensor())
                        .ifPresentOrElse(
                                known::add, () -> complaints.add("%s: %s".formatted(truth.on(), check.describe())));
            }
            if (isOfParameter(check, inner) && check.aboveNoise()) {
                dparams = Errors.worse(dparams, check.difference().relativeNorm());
            }
        }
        LayerFlow whole = flow.find(layer);
        LayerOutputs own = flow.outputs(whole);
        LayerOutputs expected = SingleLayer.run(oracle, flow.inputs(whole));
        Errors found = new Errors(
                relative(own.y(), expected.y()),
                relative(own.dx(), expected.dx()),
                dparams,
                Double.NaN,
                Double.NaN,
                overBound);
        errors = errors.worse(found).worse(toDifferences(truth, own));
    }

    private static boolean isOfParameter(TensorCheck check, PlacedLayer layer) {
        return !layer.isComposite()
                && layer.parameters().stream()
                        .anyMatch(slice -> check.tensor().equals("d" + slice.parameter().name()));
    }

    /** An exact 0 has no relative error: whether what came is noise, its bound decides. */
    private static double relative(double[] own, double[] expected) {
        boolean zero = Arrays.stream(expected).allMatch(value -> value == 0);
        return zero ? Double.NaN : Difference.relativeNorm(own, expected);
    }

    private Errors toDifferences(Truth truth, LayerOutputs own) {
        double dx = Double.NaN;
        double dparams = Double.NaN;
        int start = 0;
        for (GradientFinding finding : truth.findings()) {
            slopes += finding.checked();
            leftOut += finding.leftOut();
            if (engine.equals(LayerSurvey.ORACLE) && !finding.agrees() && finding.checked() > 0) {
                complaints.add("%s: %s".formatted(truth.on(), finding.describe()));
            }
            boolean ofX = finding.tensor().equals("x");
            double[] gradient = ofX ? own.dx() : Arrays.copyOfRange(own.gradient(), start, start + finding.size());
            start += ofX ? 0 : finding.size();
            if (!finding.slopes().areAboveNoise()) {
                continue;
            }
            double norm = finding.slopes().relativeNorm(gradient);
            if (ofX) {
                dx = norm;
            } else {
                dparams = Errors.worse(dparams, norm);
            }
        }
        return new Errors(Double.NaN, Double.NaN, Double.NaN, dx, dparams, 0);
    }
}
