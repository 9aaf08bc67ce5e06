package cnn.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void figuresAreShort() {
        assertThat(List.of(
                        Figures.scientific(1.23e-7),
                        Figures.scientific(1.2e-16),
                        Figures.scientific(0),
                        Figures.scientific(4.5e12),
                        Figures.scientific(7)))
                .containsExactly("1.2e-7", "1.2e-16", "0", "4.5e12", "7.0e0");
        assertThat(List.of(Figures.ratio(0.0234), Figures.ratio(3.456), Figures.ratio(50.2), Figures.ratio(417.3)))
                .containsExactly("0.023", "3.46", "50.2", "417");
        assertThat(List.of(Figures.ratio(2e-5), Figures.ratio(12345678))).containsExactly("2.0e-5", "1.2e7");
        assertThat(List.of(Figures.percent(0.7325), Figures.percent(1))).containsExactly("73.3%", "100.0%");
        assertThat(List.of(Figures.pValue(0.62), Figures.pValue(0.0123), Figures.pValue(1e-9)))
                .containsExactly("p = 0.62", "p = 0.012", "p < 0.001");
        assertThat(List.of(Figures.plural(1, "image", "images"), Figures.plural(2000, "image", "images")))
                .containsExactly("1 image", "2,000 images");
    }

    @Test
    void pointsHaveASignUnlessTheyAreNone() {
        assertThat(List.of(
                        Figures.points(0.0345, 1),
                        Figures.points(-0.0345, 2),
                        Figures.points(-0.0004, 1),
                        Figures.points(0.0004, 1),
                        Figures.points(0, 2),
                        Figures.points(Double.POSITIVE_INFINITY, 2)))
                .containsExactly("+3.5", "-3.45", "0.0", "0.0", "0.00", "+∞");
    }

    @Test
    void countsFitIntoFiveCharacters() {
        assertThat(List.of(0L, 9_999L, 10_000L, 12_345L, 99_949L, 99_950L, 999_499L, 999_500L, 12_345_678L))
                .extracting(Figures::compact)
                .containsExactly("0", "9999", "10.0k", "12.3k", "99.9k", "100k", "999k", "1.0M", "12.3M");
    }

    @Test
    void whatIsNoNumberIsSaid() {
        assertThat(Figures.scientific(Double.NaN)).isEqualTo("NaN");
        assertThat(Figures.ratio(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("NaN");
        assertThat(Figures.fixed(Double.NEGATIVE_INFINITY, 2)).isEqualTo("-∞");
        assertThat(Figures.ulps(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void theReadersLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Figures.fixed(1234.5, 1)).isEqualTo("1,234.5");
            assertThat(Svg.number(1.25)).isEqualTo("1.25");
        } finally {
            Locale.setDefault(before);
        }
    }
}
