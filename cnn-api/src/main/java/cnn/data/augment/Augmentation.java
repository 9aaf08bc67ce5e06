package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is done to training samples. Whatever the order of the list, a sample goes through four stages: it is moved
 * (in the list's order, interpolated once), painted (in the list's order), cut, and at most once mixed with another.
 *
 * @param fill what stands where a moved picture has no pixels
 * @param steps each kind at most once
 */
public record Augmentation(Fill fill, List<AugmentationSpec> steps) {
    /** Samples stay as they are. */
    public static final Augmentation NONE = new Augmentation(Fill.MEAN, List.of());

    /** @throws BadInputException if a kind stands twice, or more than all samples would be mixed */
    public Augmentation {
        steps = List.copyOf(steps);
        Set<String> kinds = new HashSet<>();
        for (AugmentationSpec step : steps) {
            if (!kinds.add(step.kind())) {
                throw new BadInputException("augmentation: %s stands twice; leave out one".formatted(step.kind()));
            }
        }
        double mixed = mixings(steps).stream().mapToDouble(Mixing::probability).sum();
        // A few decimals' sum may be a rounding above 1.
        if (mixed > 1 + 1e-9) {
            throw new BadInputException(("augmentation: a sample is mixed at most once, but the probabilities of mixup and"
                    + " cutmix are %s together; give each a 'probability', 0.5 and 0.5 for example").formatted(mixed));
        }
    }

    private static List<Mixing> mixings(List<AugmentationSpec> steps) {
        return steps.stream().filter(Mixing.class::isInstance).map(Mixing.class::cast).toList();
    }

    public boolean isNone() {
        return steps.isEmpty();
    }

    List<Geometric> moves() {
        return steps.stream().filter(Geometric.class::isInstance).map(Geometric.class::cast).toList();
    }

    List<Photometric> paints() {
        return steps.stream().filter(Photometric.class::isInstance).map(Photometric.class::cast).toList();
    }

    List<Cutout> cuts() {
        return steps.stream().filter(Cutout.class::isInstance).map(Cutout.class::cast).toList();
    }

    List<Mixing> mixings() {
        return mixings(steps);
    }

    /** Whether samples may get shares of other samples' labels. */
    public boolean mixes() {
        return !mixings().isEmpty();
    }

    /**
     * Looks whether all of it can be done to such samples.
     *
     * @throws BadInputException if not
     */
    public void requireFits(Shape sample) {
        if (!isNone() && sample.rank() != 3) {
            throw new BadInputException("augmentation is for pictures [C, H, W], not for samples " + sample);
        }
        steps.forEach(step -> step.requireFits(sample));
    }

    /** For people: the kinds with their numbers. */
    @Override
    public String toString() {
        String all = steps.stream().map(AugmentationSpec::toString).collect(Collectors.joining(", "));
        return isNone() ? "none" : "%s, fill %s".formatted(all, fill.kind());
    }
}
