package cnn.compare.bench;

import cnn.compare.statistics.Spread;
import java.util.ArrayList;
import java.util.List;

/** One contestant with what it has done so far in a race. */
final class Lane {
    private final Contestant contestant;
    private final StartUp startUp;
    private final List<Slice> slices = new ArrayList<>();
    private final List<Double> processors = new ArrayList<>();
    private Timeline warmUp = new Timeline(List.of());

    Lane(Contestant contestant, StartUp startUp) {
        this.contestant = contestant;
        this.startUp = startUp;
    }

    Contestant contestant() {
        return contestant;
    }

    String name() {
        return contestant.name();
    }

    StartUp startUp() {
        return startUp;
    }

    Timeline warmUp() {
        return warmUp;
    }

    List<Slice> slices() {
        return List.copyOf(slices);
    }

    void warmUp(double seconds) {
        warmUp = contestant.warmUp(seconds);
    }

    /** @param busyProcessors that its process kept busy meanwhile */
    void add(Slice slice, double busyProcessors) {
        slices.add(slice);
        processors.add(busyProcessors);
    }

    Spread rates() {
        return Spread.of(slices.stream().map(Slice::workPerSecond).toList());
    }

    Spread heapBytesPerStep() {
        return Spread.of(slices.stream().map(Slice::heapBytesPerStep).toList());
    }

    Spread processors() {
        return Spread.of(processors);
    }

    /** This lane's rates by another one's, round by round: a disturbance that lasts a round hits both. */
    Spread ratesBy(Lane other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < slices.size(); round++) {
            ratios.add(slices.get(round).workPerSecond() / other.slices.get(round).workPerSecond());
        }
        return Spread.of(ratios);
    }
}
