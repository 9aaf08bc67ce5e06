package cnn.training;

import cnn.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How all parameters were taught in one update.
 *
 * @param step number of the update, from 1
 * @param globalNorm ‖g‖₂ over all parameters
 * @param usualNorm the median of the global norms looked at before; empty for the first few
 * @param tensors in the order of the flat vector
 */
public record GradientReport(
        long step, double globalNorm, OptionalDouble usualNorm, List<TensorStatistics> tensors) {
    /** A weight tensor whose gradient's RMS is so much smaller than the largest learns nothing beside it. */
    static final double VANISHING = 1e-6;

    /** A tensor that changes by so much of itself in one update is not descending any more. */
    static final double EXPLODING_RATIO = 0.1;

    /** A global norm so many times the usual one. */
    static final double EXPLODING_NORM = 100;

    /** So many silent units. */
    static final double DEAD = 0.5;

    public GradientReport {
        tensors = List.copyOf(tensors);
    }

    /** What looks ill, a sentence each: vanishing and exploding gradients, dead ReLUs. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (usualNorm.isPresent() && globalNorm > EXPLODING_NORM * usualNorm.getAsDouble()) {
            warnings.add(say(
                    "exploding gradient: its norm is %.3g, %.0f times the usual",
                    globalNorm, globalNorm / usualNorm.getAsDouble()));
        }
        List<TensorStatistics> weights = tensors.stream()
                .filter(t -> t.slice().parameter().role() == ParameterSpec.Role.WEIGHT)
                .toList();
        Optional<TensorStatistics> largest =
                weights.stream().max(Comparator.comparingDouble(TensorStatistics::gradientRms));
        for (TensorStatistics t : weights) {
            String name = t.slice().name();
            if (t.gradientRms() < VANISHING * largest.orElseThrow().gradientRms()) {
                warnings.add(say(
                        "vanishing gradient: %s gets %.1e (RMS), %s gets %.1e",
                        name, t.gradientRms(),
                        largest.orElseThrow().slice().name(), largest.orElseThrow().gradientRms()));
            }
            if (t.updateRatio().orElse(0) > EXPLODING_RATIO) {
                warnings.add(say(
                        "exploding update: %s changed by %.0f %% of its norm in one update",
                        name, 100 * t.updateRatio().orElseThrow()));
            }
            // In the first few looks a living unit may have been silent by chance.
            if (usualNorm.isPresent() && t.silentShare().orElse(0) >= DEAD) {
                warnings.add(say(
                        "dead ReLU: %.0f %% of the units of %s got no gradient in any of the last looks",
                        100 * t.silentShare().orElseThrow(), name));
            }
        }
        return List.copyOf(warnings);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
