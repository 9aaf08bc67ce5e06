package cnn.compare.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;

/** Works at a rate that a test sets for each round, and writes down when it had its turn. */
final class FakeContestant implements Contestant {
    private final String name;
    private final FakeTime time;
    private final List<String> diary;
    private final IntToDoubleFunction rateOfRound;
    private int rounds;
    private boolean closed;
    private Duration used = Duration.ZERO;
    List<Double> losses = List.of(2.0, 1.5);
    long heapBytesPerStep;
    /** Processors that it keeps busy while others run. */
    double idle;

    FakeContestant(String name, FakeTime time, List<String> diary, IntToDoubleFunction rateOfRound) {
        this.name = name;
        this.time = time;
        this.diary = diary;
        this.rateOfRound = rateOfRound;
        time.listen(seconds -> used = used.plusNanos(Math.round(1e9 * idle * seconds)));
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StartUp start() {
        diary.add("start " + name);
        time.pass(1);
        return new StartUp(name + " described", "17", 1.25, losses);
    }

    @Override
    public Timeline warmUp(double seconds) {
        diary.add("warm " + name);
        time.pass(seconds);
        double rate = rateOfRound.applyAsDouble(0);
        // Half a second at half the rate, then all of it.
        return new Timeline(List.of(
                new Timeline.Point(1, 0), new Timeline.Point(1.5, rate / 4), new Timeline.Point(2, rate * 3 / 4)));
    }

    @Override
    public Slice run(double seconds) {
        diary.add(name);
        double idleBefore = idle;
        idle = 0;
        time.pass(seconds);
        idle = idleBefore;
        used = used.plusNanos(Math.round(2e9 * seconds));
        double rate = rateOfRound.applyAsDouble(rounds++);
        return new Slice(10, rate * seconds, seconds, 10 * heapBytesPerStep);
    }

    @Override
    public Memory memory() {
        return new Memory(OptionalLong.of(1 << 20), OptionalLong.empty());
    }

    @Override
    public Duration processorTime() {
        return used;
    }

    @Override
    public void close() {
        closed = true;
    }
}
