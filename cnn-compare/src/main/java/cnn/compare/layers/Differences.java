package cnn.compare.layers;

import cnn.check.CarriedBounds;
import cnn.check.GradientFinding;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An engine's dx and gradients against central differences of the oracle's forward pass. The differences were taken with the
 * oracle's dy, the engine has its own: what that and its roundings may come to is carried through the specimen, and added to
 * what the differences may be off.
 */
final class Differences {
    private final Exam exam;
    private final CarriedBounds carried;

    private Differences(Exam exam) {
        this.exam = exam;
        this.carried = exam.truth().carried(exam.flow(), exam.form().precision());
    }

    static List<Judgement> of(Exam exam) {
        Differences differences = new Differences(exam);
        PlacedLayer layer = exam.specimen().layer();
        List<Judgement> judgements = new ArrayList<>();
        int start = 0;
        for (GradientFinding finding : exam.truth().findings()) {
            if (finding.tensor().equals("x")) {
                double[] dx = exam.flow().find(layer).dx();
                judgements.add(differences.judge(finding, "dx", dx, differences.carried.errorOfDx()));
            } else {
                double[] gradient = Arrays.copyOfRange(exam.trace().gradient(), start, start + finding.size());
                double[] error = Arrays.copyOfRange(
                        differences.carried.errorOfGradient(), start, start + finding.size());
                judgements.add(differences.judge(finding, tensor(layer, start), gradient, error));
                start += finding.size();
            }
        }
        return judgements;
    }

    /** The name of the parameter whose slice begins there; the layer is the first, so the specimen's offsets are its own. */
    private static String tensor(PlacedLayer layer, int offset) {
        Slice slice = layer.parameters().stream()
                .filter(each -> each.offset() == offset)
                .findFirst()
                .orElseThrow();
        String name = slice.name().substring(layer.name().length() + 1);
        int dot = name.lastIndexOf('.') + 1;
        return name.substring(0, dot) + "d" + name.substring(dot);
    }

    private Judgement judge(GradientFinding finding, String tensor, double[] gradient, double[] errors) {
        GradientFinding.Slopes slopes = finding.slopes();
        double worst = 0;
        int where = 0;
        int unbounded = 0;
        for (int k = 0; k < slopes.at().length; k++) {
            int i = slopes.at()[k];
            double allowed = slopes.allowed()[k] + errors[i];
            if (!Double.isFinite(allowed)) {
                unbounded++;
                continue;
            }
            double ratio = Ratio.of(gradient[i] - slopes.values()[k], allowed);
            if (ratio > worst) {
                worst = ratio;
                where = k;
            }
        }
        int checked = finding.checked() - unbounded;
        int leftOut = finding.leftOut() + unbounded;
        PlacedLayer layer = exam.specimen().layer();
        if (checked == 0) {
            return Judgement.leftOut(Demand.DIFFERENCES, layer, tensor, leftOut);
        }
        int i = slopes.at()[where];
        return new Judgement(
                Demand.DIFFERENCES,
                layer,
                tensor,
                checked,
                leftOut,
                worst,
                String.format(
                        Locale.ROOT,
                        "%s: |error| is %.3g of what is allowed at element %d: got %s, by differences %s, allowed %.3g",
                        tensor,
                        worst,
                        i,
                        gradient[i],
                        slopes.values()[where],
                        slopes.allowed()[where] + errors[i]));
    }
}
