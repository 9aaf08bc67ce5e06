package cnn.schedule;

/** f = 1: the optimizer's own rate throughout. */
public record Constant() implements Schedule {
    @Override
    public String kind() {
        return "constant";
    }

    @Override
    public double factor(Position at) {
        return 1;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.constant(this);
    }
}
