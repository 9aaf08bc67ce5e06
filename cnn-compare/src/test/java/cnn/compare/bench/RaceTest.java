package cnn.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.run.Progress;
import cnn.compare.statistics.Spread;
import cnn.error.BadInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static final BenchCase WHAT = new BenchCase("lenet-32", 8, 2);
    private static final BenchSettings SETTINGS = new BenchSettings(3, 0.5, 4, 0.2);

    private final FakeTime time = new FakeTime();
    private final List<String> diary = new ArrayList<>();
    private final Map<String, Contestant> contestants = new HashMap<>();

    private FakeContestant add(String name, double... rates) {
        FakeContestant made = new FakeContestant(name, time, diary, round -> rates[round % rates.length]);
        contestants.put(name, made);
        return made;
    }

    private CaseResult race(String... engines) {
        return bench().run(List.of(engines), List.of(WHAT), "bench").cases().get(0);
    }

    private Bench bench() {
        contestants.computeIfAbsent("peak", name -> new FakeContestant(name, time, diary, round -> 200e9));
        return new Bench(SETTINGS, (engine, what) -> contestants.get(engine), time::pass, time::nanos, Progress.SILENT);
    }

    @Test
    void everyOneGetsReadyAndWarmAloneThenRoundsAlternate() {
        add("a", 1, 1, 1);
        add("b", 1, 1, 1);
        race("a", "b");
        assertThat(diary)
                .containsExactly(
                        "start peak", "warm peak", "start a", "warm a", "start b", "warm b",
                        "peak", "a", "b", "b", "a", "peak", "peak", "a", "b");
        assertThat(contestants.values()).allMatch(one -> ((FakeContestant) one).isClosed());
    }

    @Test
    void ratiosAreTakenWithinARound() {
        // The machine slows down by half after each round, and b is disturbed in one.
        add("a", 800, 400, 200);
        add("b", 400, 10, 100);
        CaseResult result = race("a", "b");
        assertThat(result.ratio("a", "b").orElseThrow().times()).isEqualTo(Spread.of(2, 40, 2));
        assertThat(result.ratio("b", "a").orElseThrow().times().median()).isEqualTo(0.5);
        assertThat(result.ratios()).hasSize(2);
        assertThat(result.engines().get(0).imagesPerSecond()).isEqualTo(Spread.of(800, 400, 200));
    }

    @Test
    void effectiveRateCountsThreeProducts() {
        add("a", 1000, 1000, 1000);
        CaseResult result = race("a");
        double gigaflops = 6e-9 * result.multiplyAdds() * 1000;
        assertThat(result.engines().get(0).gigaflops()).isCloseTo(gigaflops, within(1e-9));
        assertThat(result.peakGigaflops().median()).isEqualTo(200);
        assertThat(result.engines().get(0).shareOfPeak().median()).isCloseTo(gigaflops / 200, within(1e-12));
    }

    @Test
    void processorsAreCountedForTheOneWhoRunsAndForThoseWhoWait() {
        add("a", 1, 1, 1);
        add("b", 1, 1, 1).idle = 0.25;
        CaseResult result = race("a", "b");
        assertThat(result.engines().get(0).processors().median()).isCloseTo(2, within(1e-6));
        assertThat(result.idleProcessors().max()).isCloseTo(0.25, within(1e-6));
        assertThat(result.idleProcessors().min()).isZero();
    }

    @Test
    void fullSpeedIsReachedWhereTheRateStaysAt80Percent() {
        add("a", 100, 100, 100);
        assertThat(race("a").engines().get(0).secondsToFullSpeed()).hasValue(1.5);
    }

    @Test
    void fullSpeedMayNotBeReachedYet() {
        add("a", 100, 1000, 1000);
        assertThat(race("a").engines().get(0).secondsToFullSpeed()).isEmpty();
    }

    @Test
    void differentWorkIsAProblem() {
        add("a", 1, 1, 1);
        add("b", 1, 1, 1).losses = List.of(2.01, 1.5);
        add("c", 1, 1, 1).losses = List.of(2.0, 2.0);
        add("d", 1, 1, 1).losses = List.of(Double.NaN, 1.5);
        add("e", 1, 1, 1).losses = List.of(2.000001, 1.5001);
        List<String> problems = bench().run(List.of("a", "b", "c", "d", "e"), List.of(WHAT), "").problems();
        assertThat(problems)
                .containsExactly(
                        "b on lenet-32, batch 8, 2 threads does other work than a: its first loss is 2.010000, not 2.000000",
                        "c on lenet-32, batch 8, 2 threads does other work than a: its loss after one update is 2.000000,"
                                + " not 1.500000",
                        "d on lenet-32, batch 8, 2 threads does other work than a: its first loss is NaN, not 2.000000");
    }

    @Test
    void aLossOfNothingIsComparedToo() {
        add("a", 1, 1, 1).losses = List.of(2.0, 0.0);
        add("b", 1, 1, 1).losses = List.of(2.0, 1e-6);
        assertThat(race("a", "b").engines().get(1).secondLossDifference()).isEqualTo(1e-6);
        assertThat(bench().run(List.of("a", "b"), List.of(WHAT), "").problems()).isEmpty();
    }

    @Test
    void scratchMayAllocateNextToNothing() {
        add("scratch", 1, 1, 1).heapBytesPerStep = 64 * 1024;
        add("nd4j", 1, 1, 1).heapBytesPerStep = 1 << 20;
        assertThat(bench().run(List.of("scratch", "nd4j"), List.of(WHAT), "").problems()).isEmpty();
        add("scratch", 1, 1, 1).heapBytesPerStep = 64 * 1024 + 1;
        assertThat(bench().run(List.of("scratch", "nd4j"), List.of(WHAT), "").problems())
                .containsExactly("scratch on lenet-32, batch 8, 2 threads allocates 65,537 bytes a step on the Java heap,"
                        + " more than 65,536: the JIT has given up on a kernel, or it needs a longer --warm-up");
    }

    @Test
    void theRaceGoesOnWithoutWhoHasNoCounterpart() {
        add("a", 1, 1, 1);
        contestants.put("b", new Refusing("b", new NotRunException("no such layer")));
        CaseResult result = race("b", "a");
        assertThat(result.notRun()).containsExactly(new CaseResult.NotRun("b", "no such layer"));
        assertThat(result.engines()).extracting(EngineResult::name).containsExactly("a");
    }

    @Test
    void nobodyLeftIsBadInput() {
        contestants.put("b", new Refusing("b", new NotRunException("no such layer")));
        assertThatThrownBy(() -> bench().run(List.of("b"), List.of(WHAT), ""))
                .isInstanceOf(BadInputException.class)
                .hasMessage("lenet-32: none of the engines can run it; no such layer");
        assertThat(((FakeContestant) contestants.get("peak")).isClosed()).isTrue();
    }

    /** Cannot even start. */
    private record Refusing(String name, NotRunException why) implements Contestant {
        @Override
        public StartUp start() {
            throw why;
        }

        @Override
        public Timeline warmUp(double seconds) {
            throw new AssertionError("never started");
        }

        @Override
        public Slice run(double seconds) {
            throw new AssertionError("never started");
        }

        @Override
        public Memory memory() {
            throw new AssertionError("never started");
        }

        @Override
        public Duration processorTime() {
            return Duration.ZERO;
        }

        @Override
        public void close() {}
    }
}
