package cnn.scratch.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape of this machine: its preferred one, of at most a block's 16 lanes. */
final class Lanes {
    /** A compile-time constant for C2, which vectors are boxed without. */
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED.length() > 16
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    /** Floats in a vector: 4, 8 or 16. */
    static final int L = S.length();

    private Lanes() {}
}
