package cnn.compare.layers;

/**
 * The worst relative errors of a layer on an engine, ‖a - b‖₂ / ‖b‖₂ of a tensor. NaN where there was nothing to compare:
 * a layer without parameters has no dparams.
 *
 * @param y against the textbook, given the very same numbers
 * @param dx likewise
 * @param dparams likewise, the worst of all parameters
 * @param dxToDifferences dx against finite differences of the textbook's forward pass
 * @param dparamsToDifferences likewise
 * @param overBound the largest error against the textbook over its rounding bound; all is well up to 1
 */
public record Errors(
        double y, double dx, double dparams, double dxToDifferences, double dparamsToDifferences, double overBound) {
    static final Errors NONE = new Errors(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

    Errors worse(Errors other) {
        return new Errors(
                worse(y, other.y),
                worse(dx, other.dx),
                worse(dparams, other.dparams),
                worse(dxToDifferences, other.dxToDifferences),
                worse(dparamsToDifferences, other.dparamsToDifferences),
                Math.max(overBound, other.overBound));
    }

    /** The larger one; NaN is nothing. */
    static double worse(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
