package cnn.compare.bench;

import cnn.compare.run.Progress;
import cnn.compare.statistics.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Lets contestants work in turn: each gets ready and warm while the others wait, then come rounds in which each has one
 * slice, in alternating order, so that a machine that slows down or speeds up favours nobody.
 */
final class Race {
    private static final double PEAK_WARM_UP_SECONDS = 0.5;

    private final BenchSettings settings;
    private final DoubleConsumer pause;
    private final LongSupplier nanoTime;
    private final Progress progress;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<CaseResult.NotRun> notRun = new ArrayList<>();
    private final List<Double> idleProcessors = new ArrayList<>();

    /** @param pause waits for some seconds */
    Race(BenchSettings settings, DoubleConsumer pause, LongSupplier nanoTime, Progress progress) {
        this.settings = settings;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /** The contestants that ran, in the order given. */
    List<Lane> lanes() {
        return lanes;
    }

    List<CaseResult.NotRun> notRun() {
        return notRun;
    }

    /** How many processors those who wait keep busy together, slice by slice. */
    Spread idleProcessors() {
        return Spread.of(idleProcessors);
    }

    void run(List<? extends Contestant> contestants) {
        for (Contestant contestant : contestants) {
            makeReady(contestant).ifPresent(lanes::add);
            progress.step();
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (int turn = 0; turn < lanes.size(); turn++) {
                give(lanes.get(round % 2 == 0 ? turn : lanes.size() - 1 - turn));
                progress.step();
            }
        }
    }

    private Optional<Lane> makeReady(Contestant contestant) {
        pause.accept(settings.pauseSeconds());
        try {
            Lane lane = new Lane(contestant, contestant.start());
            // A loop in registers is warm at once.
            boolean peak = lane.name().equals(PeakLoad.NAME);
            lane.warmUp(peak ? Math.min(PEAK_WARM_UP_SECONDS, settings.warmUpSeconds()) : settings.warmUpSeconds());
            return Optional.of(lane);
        } catch (NotRunException e) {
            notRun.add(new CaseResult.NotRun(contestant.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private void give(Lane lane) {
        pause.accept(settings.pauseSeconds());
        Duration before = lane.contestant().processorTime();
        Duration othersBefore = othersTime(lane);
        long start = nanoTime.getAsLong();
        Slice slice = lane.contestant().run(settings.sliceSeconds());
        double seconds = (nanoTime.getAsLong() - start) * 1e-9;
        Duration own = lane.contestant().processorTime().minus(before);
        Duration others = othersTime(lane).minus(othersBefore);
        lane.add(slice, seconds(own) / seconds);
        idleProcessors.add(seconds(others) / seconds);
    }

    private Duration othersTime(Lane lane) {
        return lanes.stream()
                .filter(other -> other != lane)
                .map(other -> other.contestant().processorTime())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() * 1e-9;
    }
}
