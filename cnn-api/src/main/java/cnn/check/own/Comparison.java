package cnn.check.own;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One tensor's gradient, element by element: the layer's own beside finite differences. Elements whose differences
 * say nothing are left out: a kink too near, or a tolerance above 1/64 of the tensor's size.
 */
final class Comparison {
    private static final double TOO_COARSE = 0x1p-6;
    private static final double NEARLY_ZERO = 0x1p-10;
    private static final int SAMPLED_FOR_STEP = 7;

    private final Trial trial;
    private final Tensor tensor;
    private final double[] dy;
    private final double[] own;
    private final int tried;
    private final List<Element> elements = new ArrayList<>();

    /**
     * @param at which element
     * @param own the layer's gradient there
     * @param tolerance how far the two may be apart
     */
    record Element(int at, double own, Slope slope, double tolerance) {
        double errorOverTolerance() {
            double error = Math.abs(own - slope.value());
            if (Double.isNaN(error)) {
                return Double.POSITIVE_INFINITY;
            }
            return error == 0 ? 0 : error / tolerance;
        }

        boolean isWrong() {
            return errorOverTolerance() > 1;
        }

        /** Whether it is clearly not zero. */
        boolean isSignificant() {
            return Math.abs(slope.value()) > 8 * tolerance;
        }
    }

    private Comparison(Trial trial, Tensor tensor, double[] dy, int[] at) {
        this.trial = trial;
        this.tensor = tensor;
        this.dy = dy;
        this.tried = at.length;
        this.own = tensor.of(trial.gradient(trial.x(), trial.parameters(), dy));
        Differences differences = new Differences(trial, dy);
        double first = differences.firstStep(IntStream.range(0, Math.min(SAMPLED_FOR_STEP, at.length))
                .mapToObj(k -> Line.element(trial, tensor, at[(int) ((long) k * at.length / SAMPLED_FOR_STEP)]))
                .toList());
        Slope[] slopes = Arrays.stream(at)
                .mapToObj(i -> differences.slope(Line.element(trial, tensor, i), first))
                .toArray(Slope[]::new);
        double squares = Arrays.stream(slopes).mapToDouble(slope -> slope.size() * slope.size()).sum();
        double floor = Math.max(
                Math.sqrt(squares / Math.max(1, at.length)),
                NEARLY_ZERO * differences.typicalTerm() / tensor.scale());
        double[] noise = tensor.of((Arrays.equals(dy, trial.dy()) ? trial.noise() : Noise.of(trial, dy)).gradient());
        for (int k = 0; k < at.length; k++) {
            double tolerance = slopes[k].tolerance() + Noise.SIGMAS * noise[at[k]];
            if (slopes[k].smooth() && slopes[k].tolerance() <= TOO_COARSE * Math.max(slopes[k].size(), floor)) {
                elements.add(new Element(at[k], own[at[k]], slopes[k], tolerance));
            }
        }
    }

    /** Of up to so many elements, picked at random. */
    static Comparison of(Trial trial, Tensor tensor) {
        int atMost = trial.options().atMost();
        int[] all = IntStream.range(0, tensor.size()).toArray();
        Random random = trial.random(8);
        for (int i = 0; i < Math.min(atMost, all.length); i++) {
            int j = i + random.nextInt(all.length - i);
            int swapped = all[i];
            all[i] = all[j];
            all[j] = swapped;
        }
        int[] some = Arrays.copyOf(all, Math.min(atMost, all.length));
        Arrays.sort(some);
        return new Comparison(trial, tensor, trial.dy(), some);
    }

    /** The same tensor in a batch of another size. */
    Comparison withBatch(int batch) {
        Trial other = trial.on(trial.on().withBatch(batch));
        int which = trial.tensors().indexOf(tensor);
        return of(other, other.tensors().get(which));
    }

    /** What reaches the first sample's x from one output alone, all of it. */
    Comparison fromOneOutput(int output) {
        double[] one = new double[dy.length];
        one[output] = 1;
        return new Comparison(
                trial, tensor, one, IntStream.range(0, trial.on().input().size()).toArray());
    }

    Trial trial() {
        return trial;
    }

    Tensor tensor() {
        return tensor;
    }

    /** The layer's own gradient, every element. */
    double own(int element) {
        return own[element];
    }

    /** Those that were compared. */
    List<Element> elements() {
        return elements;
    }

    int tried() {
        return tried;
    }

    int leftOut() {
        return tried - elements.size();
    }

    List<Element> wrong() {
        return elements.stream().filter(Element::isWrong).toList();
    }

    /** The first of the worst, with what it says. */
    String describe() {
        Element worst = elements.get(0);
        for (Element element : elements) {
            if (element.errorOverTolerance() > worst.errorOverTolerance()) {
                worst = element;
            }
        }
        return String.format(
                Locale.ROOT,
                "%s: own %s, finite differences %s ± %.2g (step 2^%d · %s); %d of %d elements wrong",
                tensor.at(worst.at()),
                worst.own(),
                worst.slope().value(),
                worst.tolerance(),
                Math.getExponent(worst.slope().step()),
                tensor.scale(),
                wrong().size(),
                elements.size());
    }
}
