package cnn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import org.junit.jupiter.api.Test;

class Window2dTest {
    /** The formula against counting where the window can stand. */
    @Test
    void outputSizeIsTheNumberOfPlacesWhereTheWindowFits() {
        int checked = 0;
        for (int extent = 1; extent <= 9; extent++) {
            for (int kernel = 1; kernel <= 4; kernel++) {
                for (int stride = 1; stride <= 4; stride++) {
                    for (int dilation = 1; dilation <= 3; dilation++) {
                        for (int padding = 0; padding <= 3; padding++) {
                            Window2d window = Window2d.of(kernel, 1)
                                    .withStride(stride, 1)
                                    .withDilation(dilation, 1)
                                    .withPadding(Padding.of(padding, 1, 0, 0));
                            int places = 0;
                            for (int at = -padding; at + (kernel - 1) * dilation < extent + 1; at += stride) {
                                places++;
                            }
                            if (places == 0) {
                                int height = extent;
                                assertThatThrownBy(() -> window.on(height, 1))
                                        .isInstanceOf(BadInputException.class)
                                        .hasMessageContaining("larger than the padded input");
                            } else {
                                assertThat(window.on(extent, 1).outHeight()).isEqualTo(places);
                                checked++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(1000);
    }

    @Test
    void samePaddingGivesTheInputSizeOverTheStrideRoundedUp() {
        for (int extent = 1; extent <= 12; extent++) {
            for (int kernel = 1; kernel <= 5; kernel++) {
                for (int stride = 1; stride <= 4; stride++) {
                    Geometry2d g = Window2d.of(kernel)
                            .withStride(stride)
                            .withPadding(Padding.SAME)
                            .on(extent, extent);
                    assertThat(g.outHeight()).isEqualTo((extent + stride - 1) / stride);
                    assertThat(g.outWidth()).isEqualTo(g.outHeight());
                    // What does not divide evenly goes below and to the right.
                    assertThat(g.bottom() - g.top()).isBetween(0, 1);
                    assertThat(g.right() - g.left()).isBetween(0, 1);
                }
            }
        }
    }

    @Test
    void badNumbersAreNamed() {
        assertThatThrownBy(() -> Window2d.of(0)).hasMessage("kernel must be at least 1, got 0");
        assertThatThrownBy(() -> Window2d.of(2).withStride(1, 0)).hasMessage("stride must be at least 1, got 1×0");
        assertThatThrownBy(() -> Window2d.of(2).withDilation(-1)).hasMessage("dilation must be at least 1, got -1");
        assertThatThrownBy(() -> Padding.of(-1)).hasMessageContaining("padding must not be negative");
        assertThatThrownBy(() -> Window2d.of(5).on(4, 4))
                .hasMessage("kernel 5×5 is larger than the padded input 4×4; use a smaller kernel or more padding");
    }
}
