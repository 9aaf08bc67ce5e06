package cnn.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Normalization;
import cnn.error.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    /** Two pictures of two channels of two pixels: channel 0 is 0, 255, 255, 0; channel 1 is 51, 51, 51, 102. */
    private static final byte[] PIXELS = {0, -1, 51, 51, -1, 0, 51, 102};

    /** A handful of roundings of numbers up to 1 each. */
    private static final double FEW_ROUNDINGS = 8 * 0x1p-53;

    @Test
    void statisticsOfEachChannelAreThoseOfItsPixels() {
        List<Normalization.Channel> channels = Normalization.of(PIXELS, 2, 2).channels();
        assertThat(channels.get(0).mean()).isEqualTo(0.5);
        assertThat(channels.get(0).std()).isEqualTo(0.5);
        // 0.2, 0.2, 0.2, 0.4: mean 0.25, variance (3 · 0.05² + 0.15²) / 4 = 0.0075.
        assertThat(channels.get(1).mean()).isCloseTo(0.25, within(FEW_ROUNDINGS));
        assertThat(channels.get(1).std()).isCloseTo(Math.sqrt(0.0075), within(FEW_ROUNDINGS));
    }

    @Test
    void bytesAreUnsigned() {
        Normalization n = Normalization.of(PIXELS, 2, 2);
        assertThat(n.value(0, 0)).isEqualTo(-1f);
        assertThat(n.value(0, 255)).isEqualTo(1f);
        assertThat(n.tables()[0][255]).isEqualTo(1f);
    }

    @Test
    void aConstantChannelIsRefused() {
        assertThatThrownBy(() -> Normalization.of(new byte[] {1, 2, 7, 7}, 2, 2))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("channel 1");
    }

    @Test
    void valuesThatDoNotMakePicturesAreRefused() {
        assertThatThrownBy(() -> Normalization.of(new byte[5], 2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Normalization.of(new byte[0], 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
