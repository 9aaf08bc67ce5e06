package cnn.schedule;

import cnn.error.BadInputException;

/**
 * f = max(γ^cuts, end): one more cut whenever the loss has not become better by more than {@code minimumGain} for
 * {@code patience} epochs; the waiting then begins anew. It looks at the loss on the validation samples where there are
 * any, else at the mean loss of the epoch's batches.
 *
 * @param factor γ, in (0, 1)
 * @param patience epochs, at least 1
 * @param minimumGain at least 0
 * @param end never below this factor, in [0, 1]
 */
public record ReduceOnPlateau(double factor, int patience, double minimumGain, double end) implements Schedule {
    public ReduceOnPlateau {
        Ranges.factor("reduce_on_plateau", "factor", factor);
        Ranges.share("reduce_on_plateau", "end", end);
        if (patience < 1) {
            throw new BadInputException("reduce_on_plateau: patience must be at least 1, got " + patience);
        }
        if (!(minimumGain >= 0)) {
            throw new BadInputException("reduce_on_plateau: minimum_gain must be at least 0, got " + minimumGain);
        }
    }

    @Override
    public String kind() {
        return "reduce_on_plateau";
    }

    @Override
    public double factor(Position at) {
        return Math.max(end, Math.pow(factor, at.plateau().cuts()));
    }

    @Override
    public PlateauState afterEpoch(PlateauState before, int epoch, double loss) {
        Watch watch = before.watch().after(epoch, loss, false, minimumGain);
        return watch.waited() < patience
                ? new PlateauState(watch, before.cuts())
                : new PlateauState(watch.rested(), before.cuts() + 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.reduceOnPlateau(this);
    }
}
