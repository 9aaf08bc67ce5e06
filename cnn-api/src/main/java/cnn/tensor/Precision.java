package cnn.tensor;

/** The floating-point format that an engine computes in (IEEE 754-2019 binary32 or binary64). */
public enum Precision {
    FLOAT32(0x1p-24, Float.BYTES),
    FLOAT64(0x1p-53, Double.BYTES);

    private final double unitRoundoff;
    private final int bytes;

    Precision(double unitRoundoff, int bytes) {
        this.unitRoundoff = unitRoundoff;
        this.bytes = bytes;
    }

    /** The size of one number. */
    public int bytes() {
        return bytes;
    }

    /**
     * u, half the distance from 1 to the next number: one rounded operation is exact up to a factor (1 + δ), |δ| ≤ u.
     * Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 2.2.
     */
    public double unitRoundoff() {
        return unitRoundoff;
    }

    /** η: below it numbers have fewer digits (subnormal), and native code may flush them to zero. */
    public double smallestNormal() {
        return this == FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    /** {@code float32} or {@code float64}, as configurations and reports write it. */
    @Override
    public String toString() {
        return this == FLOAT32 ? "float32" : "float64";
    }
}
