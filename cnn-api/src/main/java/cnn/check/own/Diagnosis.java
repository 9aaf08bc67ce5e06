package cnn.check.own;

import cnn.check.own.Comparison.Element;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a wrong gradient looks like. Something is said only if it fits every element that was compared, within
 * tolerance, and if enough elements bear it out; most mistakes fit nothing here, and then nothing is said.
 */
final class Diagnosis {
    /** So many elements that are clearly not zero must bear a pattern out. */
    static final int ENOUGH = 3;

    /** Batch sizes that tell N from a constant. */
    private static final int[] BATCHES = {1, 2, 5};

    private Diagnosis() {}

    static Optional<String> of(Comparison comparison) {
        return zero(comparison)
                .or(() -> factor(comparison))
                .or(() -> Rearrangement.of(comparison))
                .or(() -> where(comparison))
                .map(text -> "likely cause: " + text);
    }

    private static Optional<String> zero(Comparison c) {
        boolean allZero = c.elements().stream().allMatch(element -> element.own() == 0);
        return allZero
                ? Optional.of(c.tensor().gradient()
                        + " is zero everywhere: is it computed, and written to the array that is returned?")
                : Optional.empty();
    }

    /**
     * own = factor·differences, at one batch size.
     *
     * @param unsure relatively
     * @param seen how many elements bear it out
     */
    private record Reading(int batch, double factor, double unsure, int seen) {
        boolean is(double other) {
            return Math.abs(factor - other) <= (2 * unsure + 1e-12) * Math.abs(other);
        }

        static Optional<Reading> of(Comparison c) {
            Optional<Element> largest = c.elements().stream()
                    .filter(Element::isSignificant)
                    .max((a, b) -> Double.compare(Math.abs(a.slope().value()), Math.abs(b.slope().value())));
            if (largest.isEmpty()) {
                return Optional.empty();
            }
            double value = largest.get().slope().value();
            double factor = largest.get().own() / value;
            double unsure = largest.get().tolerance() / Math.abs(value);
            int seen = 0;
            for (Element element : c.elements()) {
                double expected = factor * element.slope().value();
                double allowed = (1 + Math.abs(factor)) * element.tolerance() + 2 * unsure * Math.abs(expected);
                if (!(Math.abs(element.own() - expected) <= allowed)) {
                    return Optional.empty();
                }
                seen += element.isSignificant() ? 1 : 0;
            }
            return Optional.of(new Reading(c.trial().on().batch(), factor, unsure, seen));
        }
    }

    private static Optional<String> factor(Comparison c) {
        List<Reading> readings = new ArrayList<>();
        Reading.of(c).ifPresent(readings::add);
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        for (int batch : BATCHES) {
            if (batch != c.trial().on().batch()) {
                Reading.of(c.withBatch(batch)).ifPresent(readings::add);
            }
        }
        if (readings.stream().mapToInt(Reading::seen).sum() < ENOUGH) {
            return Optional.empty();
        }
        String name = c.tensor().gradient();
        if (readings.size() > 1 && readings.stream().allMatch(reading -> reading.is(1.0 / reading.batch()))) {
            return Optional.of("%s looks divided by N: it is %s of the differences; a gradient is a sum over the batch"
                    .formatted(name, factors(readings)));
        }
        if (readings.size() > 1 && readings.stream().allMatch(reading -> reading.is(reading.batch()))) {
            return Optional.of("%s looks multiplied by N: it is %s of the differences"
                    .formatted(name, factors(readings)));
        }
        Reading first = readings.get(0);
        if (!readings.stream().allMatch(reading -> reading.is(first.factor()))) {
            return first.seen() < ENOUGH
                    ? Optional.empty()
                    : Optional.of("at N = %d every element of %s is %s of the differences, at other N it is not"
                            .formatted(first.batch(), name, number(first)));
        }
        if (first.is(-1)) {
            return Optional.of("%s has the wrong sign, everywhere".formatted(name));
        }
        return Optional.of("every element of %s is %s of the differences%s"
                .formatted(name, number(first), sizes(first, c.trial())));
    }

    private static String factors(List<Reading> readings) {
        List<String> all = new ArrayList<>();
        readings.stream()
                .filter(reading -> reading.batch() > 1)
                .sorted((a, b) -> a.batch() - b.batch())
                .forEach(reading -> all.add("%s at N = %d".formatted(number(reading), reading.batch())));
        return String.join(" and ", all);
    }

    /** As a whole number or the inverse of one, if it is. */
    private static String number(Reading reading) {
        double inverse = 1 / reading.factor();
        if (Math.rint(inverse) != 0 && Math.abs(inverse) > 1.5 && reading.is(1 / Math.rint(inverse))) {
            return (inverse < 0 ? "-" : "") + "1/" + Math.abs(Math.round(inverse));
        }
        if (Math.rint(reading.factor()) != 0 && reading.is(Math.rint(reading.factor()))) {
            return Math.round(reading.factor()) + " times";
        }
        return String.format(Locale.ROOT, "%.6g times", reading.factor());
    }

    /** Which extents the factor or its inverse equals; a hint, no more. */
    private static String sizes(Reading reading, Trial trial) {
        List<String> equal = new ArrayList<>();
        sizes("x", trial.shape(), reading, equal);
        sizes("y", trial.output(), reading, equal);
        return equal.isEmpty() ? "" : " (" + String.join(", ", equal) + ")";
    }

    private static void sizes(String name, Shape shape, Reading reading, List<String> into) {
        long product = 1;
        String[] words = {"a row of %s has %d numbers", "a plane of %s has %d", "a sample of %s has %d"};
        for (int k = 0; k < Math.min(words.length, shape.rank() - 1); k++) {
            product *= shape.dim(shape.rank() - 1 - k);
            if (product > 2 && (reading.is(product) || reading.is(1.0 / product))) {
                into.add(words[k].formatted(name, product));
            }
        }
    }

    /** A rule that tells exactly the wrong elements from the right ones. */
    private static Optional<String> where(Comparison c) {
        List<Element> wrong = c.wrong();
        List<Element> right = c.elements().stream()
                .filter(element -> !element.isWrong() && element.isSignificant())
                .toList();
        if (wrong.size() < ENOUGH || right.size() < ENOUGH) {
            return Optional.empty();
        }
        boolean isX = c.tensor().isX();
        Shape shape = c.tensor().shape();
        double[] x = c.trial().x();
        if (isX) {
            if (tells(wrong, right, element -> c.tensor().index(element.at())[0] > 0)) {
                return Optional.of("the first sample is right, all others are wrong: is an offset by sample missing?");
            }
            if (tells(wrong, right, element -> x[element.at()] < 0)) {
                return Optional.of("exactly the elements with x < 0 are wrong");
            }
            if (tells(wrong, right, element -> x[element.at()] > 0)) {
                return Optional.of("exactly the elements with x > 0 are wrong");
            }
        }
        if (shape.rank() >= 2 && tells(wrong, right, element -> isAtBorder(c.tensor(), element.at()))) {
            return Optional.of("exactly the first and last rows and columns are wrong: padding, or a loop's end");
        }
        return Optional.empty();
    }

    private static boolean tells(List<Element> wrong, List<Element> right, Predicate<Element> mark) {
        return wrong.stream().allMatch(mark) && right.stream().noneMatch(mark);
    }

    private static boolean isAtBorder(Tensor tensor, int element) {
        int[] index = tensor.index(element);
        for (int axis = index.length - 2; axis < index.length; axis++) {
            if (index[axis] == 0 || index[axis] == tensor.shape().dim(axis) - 1) {
                return true;
            }
        }
        return false;
    }
}
