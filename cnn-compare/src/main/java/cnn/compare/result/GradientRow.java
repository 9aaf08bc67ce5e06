package cnn.compare.result;

import cnn.check.UlpDistribution;
import java.util.OptionalDouble;

/**
 * One tensor of one engine against the oracle (textbook, float64) on the first batch.
 *
 * <p>Two comparisons: <em>end to end</em>, the engine's tensor against the oracle's, everything computed by each from the
 * input on; and <em>local</em>, the engine's layer against the oracle's layer fed with the engine's own tensors, so that
 * only this layer's error is seen and its derived bound applies.
 *
 * @param tensor {@code y}, {@code dx}, or a parameter's gradient by its short name with a d in front: {@code dw}, {@code db}
 * @param elements how many numbers were compared
 * @param maxAbs end to end, largest absolute difference
 * @param relativeNorm end to end, ‖a - oracle‖₂ / ‖oracle‖₂
 * @param relativeNormToDl4j end to end against DL4J in the same precision; empty if it took no part
 * @param ulps end to end, distance in units in the last place of the engine's precision
 * @param localErrorOverBound largest of |local difference| / bound over the elements; at most 1 where it agrees
 * @param bound largest bound of an element, absolute
 * @param boundSource where the bound comes from, for example {@code γ_289 Σ|w||x|}
 * @param limit the largest relative norm end to end that is accepted; empty where only the local bound judges
 */
public record GradientRow(
        String engine,
        String precision,
        String layer,
        String kind,
        String tensor,
        long elements,
        double maxAbs,
        double relativeNorm,
        OptionalDouble relativeNormToDl4j,
        UlpDistribution ulps,
        double localErrorOverBound,
        double bound,
        String boundSource,
        OptionalDouble limit) {

    /** Whether the local error keeps its bound and, where there is a limit, the relative norm keeps that. */
    public boolean agrees() {
        return localErrorOverBound <= 1 && (limit.isEmpty() || relativeNorm <= limit.getAsDouble());
    }
}
