package cnn.compare.experiment;

import cnn.compare.run.Progress;
import cnn.error.BadInputException;
import cnn.model.TrainingFolder;
import cnn.model.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A run of experiments: trains every unit that is not done yet, each in its folder. Stopped at any moment and started
 * again, it skips what is done and goes on where the newest checkpoint stands.
 */
public final class ExperimentRun {
    private final ExperimentSettings settings;
    private final Supplier<Progress> progress;
    private final Consumer<String> say;

    /**
     * @param progress gives one for each training that runs at the same time as others
     * @param say is given one line for each thing to tell besides progress, by any of the trainings' threads
     */
    public ExperimentRun(ExperimentSettings settings, Supplier<Progress> progress, Consumer<String> say) {
        this.settings = settings;
        this.progress = progress;
        this.say = say;
    }

    /**
     * @return the results of all units, in the run's order
     * @throws BadInputException if a file is wrong, the folder cannot be written, or it holds the training of another
     *     file by the same name
     */
    public List<UnitResult> run() {
        requireWritable(settings.out());
        Plan plan = new Plan(settings);
        List<Unit> units = plan.units();
        List<Unit> changed = units.stream().filter(ExperimentRun::changed).toList();
        if (!changed.isEmpty() && !settings.again()) {
            Unit first = changed.get(0);
            throw new BadInputException(("%s holds %s as another version of the file trained it%s;"
                            + " train anew with --again, or give another folder with --out")
                    .formatted(
                            first.folder(),
                            first.label(),
                            changed.size() > 1 ? ", and so do " + (changed.size() - 1) + " more" : ""));
        }
        // What another process is training just now is not to be pulled away from under it.
        changed.forEach(unit -> TrainingFolder.requireFree(unit.folder()));
        changed.forEach(unit -> Storage.delete(unit.folder()));
        List<Unit> open = units.stream().filter(unit -> !done(unit)).toList();
        if (settings.quick()) {
            say.accept("QUICK: few epochs of few pictures, to show that all works; the figures mean nothing");
        }
        say.accept("%d %s, %d of them done already; results go to %s"
                .formatted(units.size(), units.size() == 1 ? "training" : "trainings", units.size() - open.size(), settings.out()));
        plan.notes().forEach(say);
        train(open);
        return units.stream().map(ExperimentRun::result).toList();
    }

    private void train(List<Unit> open) {
        TimeLeft time = new TimeLeft(open, settings.jobs());
        SideBySide.run(settings.jobs(), open.size(), (k, look) -> {
            Unit unit = open.get(k);
            String place = (k + 1) + " of " + open.size();
            Progress heard = new UnitProgress(unit, place, time, progress.get(), look, System::nanoTime);
            UnitResult result = new UnitTraining(unit, settings, heard).run();
            time.done(unit);
            say.accept("[%s] %s: %s".formatted(place, unit.label(), outcome(result)));
        });
    }

    /** What a file says for people alone may be written after its training: its results follow it. */
    private static UnitResult result(Unit unit) {
        UnitResult result = ResultFile.read(unit.folder());
        UnitResult now = result.described(unit.file().title(), unit.file().document().published());
        if (!now.equals(result)) {
            ResultFile.write(unit.folder(), now);
        }
        return now;
    }

    private static String outcome(UnitResult result) {
        return result.test()
                .map(test -> String.format(
                        Locale.ROOT, "test accuracy %.2f%% of %d pictures", 100 * test.accuracy(), test.size()))
                .orElseGet(() -> "DIVERGED: " + result.problem().orElse(""));
    }

    private static boolean done(Unit unit) {
        return Files.exists(unit.folder().resolve(Unit.RESULT));
    }

    /** Whether the folder holds what another recipe has made. */
    private static boolean changed(Unit unit) {
        Path recipe = unit.folder().resolve(Unit.RECIPE);
        try {
            return Files.exists(recipe) && !Files.readString(recipe).equals(unit.document().effective());
        } catch (IOException e) {
            throw new BadInputException("cannot read " + recipe + ": " + e.getMessage(), e);
        }
    }

    /** Said before the work, not after it. */
    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write to folder " + folder + " (" + e.getClass().getSimpleName()
                            + "); give another one with --out",
                    e);
        }
    }
}
