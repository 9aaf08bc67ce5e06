package cnn.compare.layers;

import cnn.check.UlpDistribution;
import cnn.spec.PlacedLayer;
import java.util.Optional;

/**
 * What came of one demand on one tensor of one layer.
 *
 * @param layer that is judged: the case's own, or one inside it
 * @param tensor {@code y}, {@code dx}, {@code dw}, …; words where it is more than one
 * @param checked how many elements (or passes) were judged
 * @param leftOut how many more were left out, for the reason that the demand states
 * @param overBound the largest error over its bound; up to 1 all is well
 * @param ulps against the oracle, where single elements were compared with it
 * @param detail one line about the worst
 */
public record Judgement(
        Demand demand,
        PlacedLayer layer,
        String tensor,
        long checked,
        long leftOut,
        double overBound,
        Optional<UlpDistribution> ulps,
        String detail) {
    Judgement(
            Demand demand,
            PlacedLayer layer,
            String tensor,
            long checked,
            long leftOut,
            double overBound,
            String detail) {
        this(demand, layer, tensor, checked, leftOut, overBound, Optional.empty(), detail);
    }

    static Judgement leftOut(Demand demand, PlacedLayer layer, String tensor, long count) {
        return new Judgement(demand, layer, tensor, 0, count, 0, "left out");
    }

    /** The kind of the layer that is judged. */
    public String kind() {
        return layer.spec().kind();
    }

    /** Whether nothing that was judged lies beyond its bound. */
    public boolean agrees() {
        return overBound <= 1;
    }
}
