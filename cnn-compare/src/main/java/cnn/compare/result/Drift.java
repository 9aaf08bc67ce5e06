package cnn.compare.result;

import java.util.List;

/**
 * How far two engines' parameters drift apart while they learn from the same batches.
 *
 * @param points at some steps, from step 0 on (where the distance is that of rounding the initial values)
 */
public record Drift(String engine, String other, List<Point> points) {
    /**
     * @param step updates so far
     * @param distance ‖θ_engine - θ_other‖₂
     * @param travelled ‖θ_other - θ_0‖₂, how far training has moved the parameters: the scale for the distance
     */
    public record Point(long step, double distance, double travelled) {}
}
