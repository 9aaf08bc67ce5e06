package cnn.scratch;

import cnn.error.BadInputException;
import cnn.spec.Geometry2d;
import java.util.Arrays;
import java.util.Locale;

/** How convolutions are computed; {@code -Dcnn.scratch.convolution=direct} (or {@code winograd}) overrides the choice. */
enum ConvAlgorithm {
    /**
     * Winograd where it is faster and nobody looks between the layers. Observed networks run the direct method, so that
     * every layer keeps the plain error bound of a sum of products.
     */
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

    /** Whether a convolution goes by Winograd. */
    boolean winograd(Geometry2d g, int channels, int outputs, boolean observed) {
        boolean possible = g.kernelH() == 3
                && g.kernelW() == 3
                && g.strideH() * g.strideW() * g.dilationH() * g.dilationW() == 1
                && Math.max(Math.max(g.top(), g.bottom()), Math.max(g.left(), g.right())) <= 2;
        if (!possible || this == DIRECT) {
            return false;
        }
        return this == WINOGRAD
                || !observed && Math.min(channels, outputs) >= MIN_CHANNELS && fill(g) >= 0.5;
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
