package cnn.compare.bench;

import cnn.backend.UnsupportedLayerException;
import cnn.compare.engine.NoCounterpartException;
import cnn.error.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The other end of a {@link ProcessContestant}: works when a line tells it to, and answers each line with one. Ends with
 * the last line, so also when the parent process has died.
 */
public final class Worker {
    /** A gap in the points of a timeline; finer would say nothing and be much to send. */
    private static final double POINT_SECONDS = 0.05;

    private final Load load;
    private final LongSupplier nanoTime;
    private final ProcessMeter meter = new ProcessMeter();
    private long builtFrom;
    private double work;

    Worker(Load load, LongSupplier nanoTime) {
        this.load = load;
        this.nanoTime = nanoTime;
    }

    /**
     * A worker that trains.
     *
     * @param engine as in {@code --engines}, or {@code peak} for the loop that measures the machine
     */
    public static Worker of(String engine, BenchCase what) {
        Load load = engine.equals(PeakLoad.NAME) ? new PeakLoad(what.threads()) : new TrainingLoad(engine, what);
        return new Worker(load, System::nanoTime);
    }

    /** Serves until there are no more lines. */
    public void serve(BufferedReader lines, PrintStream answers) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(answer(line));
            answers.flush();
        }
        load.close();
    }

    private String answer(String line) {
        try {
            String[] words = line.split(" ");
            double seconds = words.length > 1 ? Double.parseDouble(words[1]) : 0;
            return Message.answer(
                    switch (words[0]) {
                        case Message.START -> start();
                        case Message.WARM_UP -> warmUp(seconds);
                        case Message.RUN -> run(seconds);
                        case Message.MEMORY -> new Memory(meter.residentPeak(), load.plannedBytes());
                        default -> throw new IllegalArgumentException("unknown command: " + line);
                    });
        } catch (NoCounterpartException | UnsupportedLayerException e) {
            return Message.noCounterpart(e.getMessage());
        } catch (BadInputException e) {
            return Message.badInput(e.getMessage());
        }
    }

    private StartUp start() {
        long preparedFrom = nanoTime.getAsLong();
        load.prepare();
        builtFrom = nanoTime.getAsLong();
        load.build();
        List<Double> losses = new ArrayList<>();
        work += load.step();
        losses.add(load.lastLoss());
        double firstBatchSeconds = meter.seconds() - (builtFrom - preparedFrom) * 1e-9;
        work += load.step();
        losses.add(load.lastLoss());
        String java = System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
        return new StartUp(load.describe(), java, firstBatchSeconds, losses);
    }

    private Timeline warmUp(double seconds) {
        List<Timeline.Point> points = new ArrayList<>();
        long start = nanoTime.getAsLong();
        Timeline.Point last = now();
        points.add(last);
        do {
            work += load.step();
            Timeline.Point point = now();
            if (point.seconds() - last.seconds() >= POINT_SECONDS) {
                points.add(point);
                last = point;
            }
        } while (since(start) < seconds);
        return new Timeline(points);
    }

    private Timeline.Point now() {
        return new Timeline.Point(since(builtFrom), work);
    }

    /**
     * The first step brings data and code back into the caches and is not counted, unless it alone takes longer than the
     * slice: then caches do not matter.
     */
    private Slice run(double seconds) {
        long heap = meter.heapBytes();
        long start = nanoTime.getAsLong();
        double done = load.step();
        long steps = 1;
        double elapsed = since(start);
        if (elapsed < seconds) {
            heap = meter.heapBytes();
            start = nanoTime.getAsLong();
            done = 0;
            steps = 0;
            do {
                done += load.step();
                steps++;
                elapsed = since(start);
            } while (elapsed < seconds);
        }
        return new Slice(steps, done, elapsed, meter.heapBytes() - heap);
    }

    private double since(long start) {
        return (nanoTime.getAsLong() - start) * 1e-9;
    }
}
