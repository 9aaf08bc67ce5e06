package cnn.check.own;

/** A straight line through a case's data. t has no unit: 1 is about the size of the data. */
interface Line {
    /** Data somewhere on it; the caller's own. */
    record Place(double[] x, double[] parameters) {}

    Place at(double t);

    /** What a slope along t is divided by to be a partial derivative. */
    double unit();

    /** One element of a tensor moves. */
    static Line element(Trial trial, Tensor tensor, int element) {
        return new Line() {
            @Override
            public Place at(double t) {
                double[] x = trial.x();
                double[] p = trial.parameters();
                double[] moves = tensor.isX() ? x : p;
                moves[tensor.offset() + element] += t * tensor.scale();
                return new Place(x, p);
            }

            @Override
            public double unit() {
                return tensor.scale();
            }
        };
    }
}
