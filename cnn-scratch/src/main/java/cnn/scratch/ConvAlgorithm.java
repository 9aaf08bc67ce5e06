package cnn.scratch;

import cnn.backend.BackendOption;
import cnn.spec.Geometry2d;
import java.util.Arrays;
import java.util.Locale;

/** How convolutions are computed: the backend's option {@code algorithm}. */
enum ConvAlgorithm {
    /** Winograd where it is faster; in observed networks too, so that what is checked is what trains. */
    AUTO,
    /** Always the direct method. */
    DIRECT,
    /** Winograd wherever it is possible at all. */
    WINOGRAD;

    /** {@code algorithm: auto}, or {@code direct}, or {@code winograd}. */
    static final BackendOption OPTION = new BackendOption(
            "algorithm",
            Arrays.stream(values()).map(ConvAlgorithm::toString).toList(),
            "how convolutions are computed; winograd rounds more and is faster for 3×3 kernels of stride 1");

    /** Fewer channels than this do not pay for the transforms. */
    private static final int MIN_CHANNELS = 16;

    /** With less of the tiles used, the direct method computes less. */
    private static final double MIN_FILL = 0.5;

    /** The one that a user has chosen by {@link #OPTION}. */
    static ConvAlgorithm named(String name) {
        OPTION.require(name);
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether a convolution goes by Winograd. */
    boolean winograd(Geometry2d g, int channels, int outputs) {
        boolean possible = g.kernelH() == 3
                && g.kernelW() == 3
                && g.strideH() * g.strideW() * g.dilationH() * g.dilationW() == 1
                && Math.max(Math.max(g.top(), g.bottom()), Math.max(g.left(), g.right())) <= 2;
        if (!possible || this == DIRECT) {
            return false;
        }
        return this == WINOGRAD || Math.min(channels, outputs) >= MIN_CHANNELS && fill(g) >= MIN_FILL;
    }

    /** What part of the 4×4 tiles is output. */
    private static double fill(Geometry2d g) {
        double tiles = (double) ((g.outHeight() + 3) / 4) * ((g.outWidth() + 3) / 4);
        return g.outHeight() * g.outWidth() / (16 * tiles);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
