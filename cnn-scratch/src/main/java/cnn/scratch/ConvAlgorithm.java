package cnn.scratch;

import cnn.error.BadInputException;
import cnn.spec.Geometry2d;
import java.util.Arrays;
import java.util.Locale;

/** How convolutions are computed; {@code -Dcnn.scratch.convolution=direct} (or {@code winograd}) overrides the choice. */
enum ConvAlgorithm {
    /** Winograd where it is faster; in observed networks too, so that what is checked is what trains. */
    AUTO,
    /** Always the direct method. */
    DIRECT,
    /** Winograd wherever it is possible at all. */
    WINOGRAD;

    static final String PROPERTY = "cnn.scratch.convolution";

    /** Fewer channels than this do not pay for the transforms. */
    private static final int MIN_CHANNELS = 16;

    /** @throws BadInputException if the system property has another value */
    static ConvAlgorithm fromProperty() {
        String value = System.getProperty(PROPERTY, "auto");
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "-D%s: expected one of %s, got '%s'".formatted(PROPERTY, Arrays.toString(values()), value)));
    }

    /** With less of the tiles used, the direct method computes less. */
    private static final double MIN_FILL = 0.5;

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
