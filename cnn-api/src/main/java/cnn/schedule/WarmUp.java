package cnn.schedule;

import cnn.error.BadInputException;

/**
 * A straight rise over the first W updates, then another schedule over what is left of the training: f = from + (1 -
 * from)·(u + 1)/W for update u &lt; W, the last of them with the full rate. W is {@code epochs} in updates, rounded.
 * Source: Goyal et al. 2017, "Accurate, large minibatch SGD", arXiv:1706.02677, section 2.2.
 *
 * @param epochs of the rise, above 0
 * @param from the factor that it rises from, in [0, 1]
 * @param then sees the training as if it began after the rise
 */
public record WarmUp(double epochs, double from, Schedule then) implements Schedule {
    public WarmUp {
        Ranges.positive("warm_up", "epochs", epochs);
        Ranges.share("warm_up", "from", from);
        if (then instanceof WarmUp) {
            throw new BadInputException("warm_up: one warm-up is enough; 'then' must be another schedule");
        }
    }

    @Override
    public String kind() {
        return "warm_up";
    }

    @Override
    public double factor(Position at) {
        long rise = Math.round(epochs * at.perEpoch());
        if (at.update() < rise) {
            return from + (1 - from) * (at.update() + 1) / rise;
        }
        return then.factor(new Position(at.update() - rise, at.perEpoch(), at.total() - rise, at.plateau()));
    }

    @Override
    public PlateauState afterEpoch(PlateauState before, int epoch, double loss) {
        return then.afterEpoch(before, epoch, loss);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.warmUp(this);
    }
}
