package cnn.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {
    @Test
    void aMeanReachesEquallyFarToBothSides() {
        // On a straight line every centred mean is the value itself, at the ends, too.
        List<Double> line = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
        List<Double> smooth = Curves.smooth(line, 5);
        for (int i = 0; i < line.size(); i++) {
            assertThat(smooth.get(i)).isCloseTo(line.get(i), within(1e-12));
        }
        assertThat(Curves.smooth(List.of(0.0, 3.0, 0.0), 3).get(1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void differencesAreTheLargestOfTheirWindow() {
        List<double[]> points = Curves.differences(List.of(1.0, 1.0, 1.0, 1.0), List.of(1.5, 0.0, 1.0, 1.0), 2);
        assertThat(points).hasSize(2);
        assertThat(points.get(0)).containsExactly(2, 1);
        assertThat(points.get(1)[1]).isNaN();
    }

    @Test
    void aLongRunIsThinned() {
        List<double[]> points = Curves.points(Collections.nCopies(10_001, 1.0), 400);
        assertThat(points).hasSizeBetween(300, 400);
        assertThat(points.get(0)[0]).isEqualTo(1);
    }
}
