package cnn.schedule;

import cnn.error.BadInputException;

/**
 * One rise and one long fall, both half cosines; the optimizer's own rate is the peak. With s the share of the training
 * that is done: from {@code start} to 1 while s &lt; {@code peak}, then from 1 to {@code end}. Source: Smith and Topin
 * 2018, "Super-convergence", arXiv:1708.07120, in the two phases and with the cosines of PyTorch's {@code OneCycleLR};
 * the momentum is left alone here.
 *
 * @param start the first factor, in (0, 1]
 * @param end the last factor, in [0, 1]
 * @param peak the share of the training before the peak, in (0, 1)
 */
public record OneCycle(double start, double end, double peak) implements Schedule {
    public OneCycle {
        Ranges.factor("one_cycle", "start", start);
        Ranges.share("one_cycle", "end", end);
        if (!(peak > 0 && peak < 1)) {
            throw new BadInputException("one_cycle: peak must be above 0 and below 1, got " + peak);
        }
    }

    /** From 1/25 of the rate, at 30 % of the training to the full one, down to 1/250000: PyTorch's numbers. */
    public OneCycle() {
        this(0.04, 4e-6, 0.3);
    }

    @Override
    public String kind() {
        return "one_cycle";
    }

    @Override
    public double factor(Position at) {
        double s = at.share();
        return s < peak ? between(start, 1, s / peak) : between(1, end, (s - peak) / (1 - peak));
    }

    private static double between(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.oneCycle(this);
    }
}
