package cnn.compare.experiment;

import cnn.compare.run.Progress;
import java.util.function.LongSupplier;

/**
 * One unit's progress within a run's: says which unit it is and how long the whole run will still take. That is first
 * said after a few seconds of the first unit, which serve as warm-up.
 */
final class UnitProgress implements Progress {
    private static final double WARM_UP_SECONDS = 5;

    private final Unit unit;
    private final String place;
    private final TimeLeft time;
    private final Progress outer;
    private final Runnable look;
    private final LongSupplier nanoTime;
    private String part = "";
    private long steps;
    private long made;
    private long start;
    private int epoch;

    /**
     * @param place in the run, for example {@code 3 of 40}
     * @param look is called at every step
     */
    UnitProgress(
            Unit unit, String place, TimeLeft time, Progress outer, Runnable look, LongSupplier nanoTime) {
        this.unit = unit;
        this.place = place;
        this.time = time;
        this.outer = outer;
        this.look = look;
        this.nanoTime = nanoTime;
    }

    @Override
    public void start(String name, long count) {
        part = name;
        steps = count;
        made = 0;
        start = nanoTime.getAsLong();
        // "epoch 3 of 30": the epochs before a resumed one are not trained here.
        epoch = Integer.parseInt(name.replaceFirst("^epoch (\\d+) of .*$", "$1"));
        outer.start(title(), count);
    }

    private String title() {
        String left = time.inWords();
        return "[%s] %s, %s%s".formatted(place, unit.label(), part, left.isEmpty() ? "" : " (" + left + ")");
    }

    @Override
    public void step() {
        look.run();
        made++;
        outer.step();
        if (time.seconds().isEmpty() && seconds() > WARM_UP_SECONDS) {
            measure();
            outer.done("%.0f images/s; %s for all".formatted(images(made) / seconds(), time.inWords()));
            outer.start(title(), steps - made);
        }
    }

    private double seconds() {
        return (nanoTime.getAsLong() - start) * 1e-9;
    }

    private long images(long batches) {
        return Math.min(batches * unit.config().training().batchSize(), unit.trainingSamples());
    }

    private void measure() {
        if (made > 0 && seconds() > 0) {
            time.measured(unit, images(made), seconds());
        }
        long later = (long) (unit.config().training().epochs() - epoch) * unit.trainingSamples();
        time.remaining(unit, later + images(steps - made));
    }

    @Override
    public void done(String summary) {
        measure();
        outer.done(summary + (time.inWords().isEmpty() ? "" : "; " + time.inWords()));
    }
}
