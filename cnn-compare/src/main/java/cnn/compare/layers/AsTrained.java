package cnn.compare.layers;

import cnn.check.CarriedBounds;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The gradient that an engine trains with, where layers are fused and no dx of the input is asked for, end to end. */
final class AsTrained {
    private AsTrained() {}

    static List<Judgement> of(Exam exam) {
        double[] gradient = exam.engine().gradient(exam.specimen().batch());
        CarriedBounds carried = exam.truth().carried(exam.flow(), exam.form().precision());
        List<Judgement> judgements = new ArrayList<>();
        for (Slice slice : exam.specimen().network().slices()) {
            judgements.add(judge(exam.specimen().layer(), slice, gradient, carried));
        }
        return judgements;
    }

    private static Judgement judge(PlacedLayer layer, Slice slice, double[] gradient, CarriedBounds carried) {
        String own = layer.name() + ".";
        String tensor = slice.name().startsWith(own)
                ? "d" + slice.name().substring(own.length())
                : "d" + slice.parameter().name() + " of the dense layer behind";
        double worst = 0;
        int where = slice.offset();
        int unbounded = 0;
        for (int i = slice.offset(); i < slice.end(); i++) {
            double bound = carried.errorOfGradient()[i];
            if (!Double.isFinite(bound)) {
                unbounded++;
                continue;
            }
            double ratio = Ratio.of(gradient[i] - carried.gradient()[i], bound);
            if (ratio > worst) {
                worst = ratio;
                where = i;
            }
        }
        return new Judgement(
                Demand.AS_TRAINED,
                layer,
                tensor,
                slice.size() - unbounded,
                unbounded,
                worst,
                String.format(
                        Locale.ROOT,
                        "%s: |error| is %.3g of its bound at element %d: got %s, expected %s, bound %.3g carried through the"
                                + " network",
                        tensor,
                        worst,
                        where - slice.offset(),
                        gradient[where],
                        carried.gradient()[where],
                        carried.errorOfGradient()[where]));
    }
}
