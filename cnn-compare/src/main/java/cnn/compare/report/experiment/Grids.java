package cnn.compare.report.experiment;

import cnn.compare.experiment.UnitResult;
import cnn.compare.experiment.summary.ArchitecturePair;
import cnn.compare.experiment.summary.BackendPair;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.Figures;
import cnn.compare.statistics.MeanInterval;
import cnn.compare.statistics.WilsonInterval;
import cnn.config.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of a report on experiments. */
final class Grids {
    static final String NONE = "–";

    private static final int MOST_CLASSES = 3;
    private static final Pattern THREADS = Pattern.compile("(\\d+) threads?");

    private Grids() {}

    static Grid accuracy(Group group) {
        Grid grid = new Grid(
                "network",
                "backend",
                "parameters",
                "multiply-adds",
                "epochs",
                "seeds",
                "test accuracy",
                "95% over seeds",
                "95% of the pictures",
                "each seed",
                "training loss",
                "test loss",
                "calibration error",
                "an epoch",
                "images/s",
                "threads");
        for (Entry entry : group.entries()) {
            UnitResult any = entry.any();
            double seconds = entry.secondsAnEpoch();
            grid.row(
                    entry.label(),
                    entry.backend(),
                    Figures.count(any.architecture().parameters()),
                    Figures.compact(any.architecture().multiplyAdds()),
                    Integer.toString(entry.epochs()),
                    seeds(entry),
                    entry.accuracy().map(mean -> percent(mean.mean())).orElse("diverged"),
                    overSeeds(entry.accuracy()),
                    entry.sampling().map(Grids::range).orElse(NONE),
                    eachSeed(entry),
                    share(entry.lastLoss()),
                    share(entry.testLoss()),
                    share(entry.calibrationError()),
                    Double.isFinite(seconds) ? Figures.seconds(seconds) : NONE,
                    Double.isFinite(seconds) ? Figures.count(Math.round(any.samples().train() / seconds)) : NONE,
                    threads(entry.engine()));
        }
        return grid;
    }

    private static String eachSeed(Entry entry) {
        return entry.tests().size() < 2
                ? NONE
                : entry.accuracies().stream()
                        .map(accuracy -> Figures.fixed(100 * accuracy, 2))
                        .collect(Collectors.joining(", "));
    }

    /** As the engine says of itself. */
    private static String threads(String engine) {
        Matcher found = THREADS.matcher(engine);
        return found.find() ? found.group(1) : NONE;
    }

    /** What was taken for what, counts over all seeds; empty where there are too many classes for one line. */
    static Grid confusion(Group group) {
        List<String> classes = group.entries().get(0).any().samples().classes();
        boolean fits = classes.size() <= MOST_CLASSES
                && group.entries().stream().allMatch(e -> e.any().samples().classes().equals(classes));
        List<String> head = new ArrayList<>(List.of("network", "backend"));
        classes.forEach(is -> classes.forEach(taken -> head.add(is + " → " + taken)));
        Grid grid = new Grid(head.toArray(String[]::new));
        for (Entry entry : fits ? group.entries() : List.<Entry>of()) {
            List<String> row = new ArrayList<>(List.of(entry.label(), entry.backend()));
            for (List<Integer> line : entry.confusion()) {
                line.forEach(count -> row.add(Figures.count(count)));
            }
            if (!entry.tests().isEmpty()) {
                grid.row(row.toArray(String[]::new));
            }
        }
        return grid;
    }

    /** The same in what a terminal has room for. */
    static Grid shortAccuracy(Group group) {
        Grid grid = new Grid("network", "backend", "parameters", "seeds", "test accuracy", "95% of the pictures", "an epoch");
        for (Entry entry : group.entries()) {
            double seconds = entry.secondsAnEpoch();
            grid.row(
                    entry.label(),
                    entry.backend(),
                    Figures.count(entry.any().architecture().parameters()),
                    seeds(entry),
                    entry.accuracy().map(mean -> percent(mean.mean())).orElse("diverged"),
                    entry.sampling().map(Grids::range).orElse(NONE),
                    Double.isFinite(seconds) ? Figures.seconds(seconds) : NONE);
        }
        return grid;
    }

    private static String seeds(Entry entry) {
        return entry.results().size() + (entry.diverged() > 0 ? " (" + entry.diverged() + " diverged)" : "");
    }

    private static String overSeeds(Optional<MeanInterval> mean) {
        return mean.filter(m -> m.count() > 1)
                .map(m -> percent(m.low()) + " – " + percent(m.high()))
                .orElse(NONE);
    }

    private static String range(WilsonInterval interval) {
        return percent(interval.low()) + " – " + percent(interval.high());
    }

    private static String share(OptionalDouble value) {
        return value.isPresent() ? Figures.fixed(value.getAsDouble(), 3) : NONE;
    }

    static String percent(double share) {
        return Figures.fixed(100 * share, 2) + "%";
    }

    /** What others have published, beside ours; empty if no file names anything. */
    static Grid published(Group group) {
        Grid grid = new Grid(
                "network", "backend", "measured on", "published", "95% of their pictures",
                "ours on", "ours", "95% of ours", "source");
        for (Entry entry : group.entries()) {
            for (Published claim : entry.any().published()) {
                boolean test = claim.on().equals("test");
                OptionalDouble ours = test
                        ? entry.accuracy().map(m -> OptionalDouble.of(m.mean())).orElse(OptionalDouble.empty())
                        : entry.validationAccuracy();
                int size = test ? entry.any().samples().test() : entry.any().samples().validation();
                grid.row(
                        entry.label(),
                        entry.backend(),
                        claim.on() + ", " + Figures.count(claim.samples()) + " pictures",
                        percent(claim.low()) + (claim.high() > claim.low() ? " – " + percent(claim.high()) : ""),
                        percent(wilson(claim.low(), claim.samples()).low()) + " – "
                                + percent(wilson(claim.high(), claim.samples()).high()),
                        claim.on() + ", " + Figures.count(size) + " pictures",
                        ours.isPresent() ? percent(ours.getAsDouble()) : NONE,
                        ours.isPresent() && size > 0 ? range(wilson(ours.getAsDouble(), size)) : NONE,
                        claim.source());
            }
        }
        return grid;
    }

    private static WilsonInterval wilson(double share, int size) {
        return WilsonInterval.of((int) Math.round(share * size), size);
    }

    private static String mcNemar(List<Double> values) {
        if (values.size() == 1) {
            return p(values.get(0));
        }
        long below = values.stream().filter(p -> p < ArchitecturePair.LEVEL).count();
        return "below 0.05 in " + below + " of " + values.size();
    }

    static String p(double value) {
        return value < 0.001 ? "< 0.001" : Figures.fixed(value, 3);
    }

    static Grid backends(Group group) {
        Grid grid = new Grid(
                "network", "backends", "seeds", "difference", "90% over seeds", "same answers", "McNemar", "verdict");
        for (BackendPair pair : group.backends()) {
            grid.row(
                    pair.label(),
                    pair.first() + " – " + pair.second(),
                    Integer.toString(pair.test().count()),
                    Figures.points(pair.test().mean(), 2),
                    pair.test().count() < 2
                            ? NONE
                            : Figures.points(pair.test().low(), 2) + " to " + Figures.points(pair.test().high(), 2),
                    percent(pair.sameAnswers()),
                    mcNemar(pair.mcNemar()),
                    pair.verdict());
        }
        return grid;
    }

    /** Where and by what it was computed, each of it once. */
    static Grid surroundings(Group group) {
        Grid grid = new Grid("what", "is");
        List<UnitResult> all = group.entries().stream().flatMap(e -> e.results().stream()).toList();
        grid.row("machine", join(all.stream().map(r -> r.surroundings().machine()).toList()));
        grid.row("JDK", join(all.stream().map(r -> r.surroundings().java()).toList()));
        grid.row("engines", join(all.stream().map(r -> r.surroundings().engine()).toList()));
        grid.row("program", join(all.stream().map(r -> r.surroundings().version()).toList()));
        grid.row("pictures", join(all.stream().map(Grids::samples).toList()));
        List<String> notes =
                all.stream().flatMap(r -> r.samples().notes().stream()).distinct().toList();
        if (!notes.isEmpty()) {
            grid.row("found there", String.join("; ", notes));
        }
        grid.row("commands", join(all.stream().map(r -> "./cnn " + r.surroundings().command()).toList()));
        return grid;
    }

    private static String samples(UnitResult result) {
        UnitResult.Samples s = result.samples();
        return "%s: %d to learn from, %d to validate, %d to test".formatted(s.dataset(), s.train(), s.validation(), s.test());
    }

    private static String join(List<String> values) {
        return values.stream().distinct().collect(Collectors.joining("; "));
    }
}
