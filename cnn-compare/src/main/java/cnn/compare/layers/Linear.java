package cnn.compare.layers;

import cnn.check.Bound;
import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
import cnn.check.NetworkFlow;
import cnn.check.SingleLayer;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Three passes that differ in nothing but dy: the dense layer behind has its first row of w, its second, or both. So
 * dy₃ = dy₁ + dy₂ up to rounding, and whatever backward makes of them must add up as well. What rounding has left over,
 * r = dy₃ - dy₁ - dy₂, the oracle takes back; it is so small that a mistake of the oracle's would not show.
 */
final class Linear {
    /** Of the differences between the three, in double. */
    private static final int ROUNDINGS = 8;

    private final Exam exam;
    private final List<NetworkFlow> passes = new ArrayList<>();

    private Linear(Exam exam) {
        this.exam = exam;
    }

    static List<Judgement> of(Exam exam) {
        Linear linear = new Linear(exam);
        for (Set<Integer> rows : List.of(Set.of(0), Set.of(1), Set.of(0, 1))) {
            exam.engine().setParameters(exam.specimen().parametersWithRows(rows));
            linear.passes.add(exam.engine().trace(exam.specimen().batch()).flow());
        }
        exam.engine().setParameters(exam.specimen().parameters());
        return exam.specimen()
                .layer()
                .withInner()
                .filter(layer -> !layer.isComposite())
                .flatMap(layer -> linear.judge(layer).stream())
                .toList();
    }

    private List<Judgement> judge(PlacedLayer layer) {
        List<LayerFlow> flows = passes.stream().map(pass -> pass.find(layer)).toList();
        double[] x = flows.get(0).x();
        if (!flows.stream().allMatch(flow -> Arrays.equals(flow.x(), x))) {
            return List.of(Judgement.leftOut(Demand.LINEAR, layer, "dx", x.length));
        }
        List<Map<String, double[]>> given = new ArrayList<>();
        List<Map<String, Bound>> bounds = new ArrayList<>();
        for (int k = 0; k < flows.size(); k++) {
            given.add(passes.get(k).outputs(flows.get(k)).tensors(layer));
            bounds.add(passes.get(k).bounds(flows.get(k), exam.bound()).tensors(layer));
        }
        double[] rest = third(flows.stream().map(LayerFlow::dy).toList());
        LayerInputs in = passes.get(0).inputs(flows.get(0)).withFlow(x, rest);
        Map<String, double[]> expected =
                SingleLayer.run(exam.truth().backend(), in).tensors(layer);
        List<Judgement> judgements = new ArrayList<>();
        judgements.add(judge(layer, "dx", given, bounds, expected.get("dx")));
        layer.parameters().forEach(slice -> {
            String tensor = "d" + slice.parameter().name();
            judgements.add(judge(layer, tensor, given, bounds, expected.get(tensor)));
        });
        return judgements;
    }

    /** What the third is more than the first two together. */
    private static double[] third(List<double[]> three) {
        double[] rest = new double[three.get(0).length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = three.get(2)[i] - three.get(0)[i] - three.get(1)[i];
        }
        return rest;
    }

    private static Judgement judge(
            PlacedLayer layer,
            String tensor,
            List<Map<String, double[]>> given,
            List<Map<String, Bound>> bounds,
            double[] expected) {
        List<double[]> values = given.stream().map(each -> each.get(tensor)).toList();
        double[] rest = third(values);
        double worst = 0;
        int where = 0;
        for (int i = 0; i < rest.length; i++) {
            double bound = 0;
            for (int k = 0; k < values.size(); k++) {
                bound += bounds.get(k).get(tensor).values()[i];
                bound += ROUNDINGS * Precision.FLOAT64.unitRoundoff() * Math.abs(values.get(k)[i]);
            }
            double ratio = Double.isFinite(bound) ? Ratio.of(rest[i] - expected[i], bound) : Double.POSITIVE_INFINITY;
            if (ratio > worst) {
                worst = ratio;
                where = i;
            }
        }
        return new Judgement(
                Demand.LINEAR,
                layer,
                tensor,
                rest.length,
                0,
                worst,
                String.format(
                        Locale.ROOT,
                        "%s for dy₁, dy₂ and their sum: %s, %s and %s at element %d; off by %.3g of the three bounds",
                        tensor,
                        values.get(0)[where],
                        values.get(1)[where],
                        values.get(2)[where],
                        where,
                        worst));
    }
}
