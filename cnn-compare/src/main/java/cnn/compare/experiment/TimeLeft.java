package cnn.compare.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long a run will still take: images a second as measured so far, for each file and backend where it has been
 * measured, elsewhere by the multiply-adds of the same backend, elsewhere of any. Knows nothing before the first
 * measurement. May be used by several threads.
 */
final class TimeLeft {
    private static final class Speed {
        private double work;
        private double seconds;

        void add(double moreWork, double moreSeconds) {
            work += moreWork;
            seconds += moreSeconds;
        }
    }

    private final Map<String, Speed> speeds = new HashMap<>();
    private final Map<Unit, Double> remaining = new HashMap<>();

    private final int jobs;

    /** @param jobs how many run at a time, at the speeds that are then measured */
    TimeLeft(Iterable<Unit> units, int jobs) {
        this.jobs = jobs;
        units.forEach(unit -> remaining.put(unit, unit.work()));
    }

    /** So many images of the unit are still to be learnt from. */
    synchronized void remaining(Unit unit, long images) {
        remaining.put(unit, images * Work.ofImage(unit.config().network()));
    }

    synchronized void done(Unit unit) {
        remaining.remove(unit);
    }

    /** So many images took so long. */
    synchronized void measured(Unit unit, long images, double seconds) {
        double work = images * Work.ofImage(unit.config().network());
        for (String key : keys(unit)) {
            speeds.computeIfAbsent(key, k -> new Speed()).add(work, seconds);
        }
    }

    /** From the most to the least telling. */
    private static String[] keys(Unit unit) {
        return new String[] {unit.backend() + " " + unit.file().path(), unit.backend(), ""};
    }

    /** Seconds; empty before the first measurement. */
    synchronized OptionalDouble seconds() {
        if (speeds.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double longest = 0;
        for (Map.Entry<Unit, Double> entry : remaining.entrySet()) {
            for (String key : keys(entry.getKey())) {
                if (speeds.containsKey(key)) {
                    Speed speed = speeds.get(key);
                    double left = entry.getValue() * speed.seconds / speed.work;
                    sum += left;
                    longest = Math.max(longest, left);
                    break;
                }
            }
        }
        return OptionalDouble.of(Math.max(longest, sum / jobs));
    }

    /** {@code about 40 s left}, {@code about 2 h 10 min left}; empty before the first measurement. */
    String inWords() {
        return seconds().isPresent() ? "about " + words(seconds().getAsDouble()) + " left" : "";
    }

    static String words(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 90) {
            return whole + " s";
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 90 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
