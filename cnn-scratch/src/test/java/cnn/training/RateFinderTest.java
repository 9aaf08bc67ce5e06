package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Batches;
import cnn.error.BadInputException;
import cnn.loss.MeanSquaredError;
import cnn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateFinderTest {
    private static RateSearch search(RateFinder finder) {
        // Squares explode; cross-entropy may come to rest at 0, where no rate is too large, since so few samples are
        // separable.
        TrainingSpec spec = TinyTask.spec(new Sgd(1), 1).toBuilder().loss(new MeanSquaredError()).build();
        return TinyTask.withLearner(
                "scratch", spec, learner -> finder.search(learner, new Batches(TinyTask.SAMPLES, 10), 1, () -> {}));
    }

    @Test
    void ratesRiseEvenlyInTheirLogarithms() {
        List<RateSearch.Point> points = search(new RateFinder(1e-5, 1e-2, 31)).points();
        assertThat(points).hasSize(31);
        for (int i = 0; i < 31; i++) {
            assertThat(points.get(i).rate()).isCloseTo(1e-5 * Math.pow(10, i / 10.0), within(1e-15));
        }
        // The first smoothed loss is the first loss; the second is (0.1·l₂ + 0.09·l₁)/0.19.
        assertThat(points.get(0).smoothed()).isCloseTo(points.get(0).loss(), within(1e-12));
        assertThat(points.get(1).smoothed())
                .isCloseTo((0.1 * points.get(1).loss() + 0.09 * points.get(0).loss()) / 0.19, within(1e-12));
    }

    @Test
    void endsWhenTheLossExplodesAndSuggestsLess() {
        RateSearch search = search(new RateFinder(1e-4, 1e6, 200));
        assertThat(search.points()).hasSizeBetween(20, 199);
        double suggested = search.suggestion().orElseThrow();
        assertThat(suggested).isCloseTo(search.lowestAt() / 10, within(1e-12));
        assertThat(search.lowestAt()).isLessThan(search.points().get(search.points().size() - 1).rate());
        assertThat(search.steepestAt().orElseThrow()).isLessThan(search.lowestAt());
    }

    @Test
    void suggestsNothingIfTheLossOnlyRises() {
        List<RateSearch.Point> rising = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rising.add(new RateSearch.Point(Math.pow(10, i), i, i));
        }
        assertThat(new RateSearch(rising).suggestion()).isEmpty();
        assertThat(new RateSearch(rising).steepestAt()).isEmpty();
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> new RateFinder(1, 0.1, 50))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("must rise");
        assertThatThrownBy(() -> new RateFinder(0.1, 1, 5)).hasMessageContaining("at least 10 steps");
    }
}
