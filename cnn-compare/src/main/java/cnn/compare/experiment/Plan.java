package cnn.compare.experiment;

import cnn.compare.run.Progress;
import cnn.compare.run.TrainingRun;
import cnn.config.DatasetSpec;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The units of a run, in order: all files with the first seed, then all with the second, so that early results cover all. */
final class Plan {
    /** Files that need the same are looked at once. */
    private record Need(DatasetSpec dataset, OptionalDouble validation, Shape input, Shape output) {}

    /**
     * @param learntFrom of {@code train}, in an epoch
     * @param validation that the dataset itself has
     */
    record Sizes(int train, int learntFrom, OptionalInt validation, int test) {}

    private final ExperimentSettings settings;
    private final Map<Need, Sizes> known = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<Unit> units;

    /**
     * @throws BadInputException if a file is missing or wrong, two have the same name, or a dataset is missing or does not
     *     fit: before anything is trained
     */
    Plan(ExperimentSettings settings) {
        this.settings = settings;
        this.units = all();
    }

    List<Unit> units() {
        return units;
    }

    /** What is worth knowing of the pictures, a line each: what was left out, for example. */
    Set<String> notes() {
        return notes;
    }

    private List<Unit> all() {
        List<ExperimentFile> files =
                settings.files().stream().map(ExperimentFile::read).toList();
        Set<String> names = new HashSet<>();
        for (ExperimentFile file : files) {
            if (!names.add(file.path())) {
                throw new BadInputException("two of the files are called " + file.path() + "; rename one");
            }
        }
        List<Unit> made = new ArrayList<>();
        for (int seed = 1; seed <= settings.seeds(); seed++) {
            for (ExperimentFile file : files) {
                List<String> own = List.of(file.document().config().backend());
                for (String backend : settings.backends().isEmpty() ? own : settings.backends()) {
                    made.add(unit(file, backend, seed));
                }
            }
        }
        return List.copyOf(made);
    }

    private Unit unit(ExperimentFile file, String backend, long seed) {
        RunDocument whole = file.document().withBackend(backend).withSeed(seed);
        RunDocument placed = placed(whole);
        RunDocument document = settings.quick() ? QuickScale.of(placed, sizes(config(placed))) : placed;
        RunConfig config = config(document);
        int samples = sizes(config).learntFrom();
        Path folder = settings.out()
                .resolve(file.group())
                .resolve(file.name())
                .resolve(backend)
                .resolve("seed-" + seed);
        return new Unit(file, backend, seed, settings.quick(), document, config, samples, folder);
    }

    /** Embedded pictures stay where they are; a path in the file is about the file's folder, not the result's. */
    private RunDocument placed(RunDocument document) {
        return hasPhotos(document) ? settings.photos().applyTo(document) : document;
    }

    private RunConfig config(RunDocument document) {
        return hasPhotos(document) ? settings.photos().cached(document.config()) : document.config();
    }

    private static boolean hasPhotos(RunDocument document) {
        return document.config().dataset().photos().isPresent();
    }

    private Sizes sizes(RunConfig config) {
        Need need = new Need(
                config.dataset(),
                config.training().validation(),
                config.network().input(),
                config.network().output());
        if (!known.containsKey(need)) {
            TrainingRun run = new TrainingRun(config, config.training(), Optional.empty(), Progress.SILENT);
            notes.addAll(run.notes());
            known.put(need, new Sizes(
                    run.train().size(),
                    run.learntFrom(),
                    run.validation().map(held -> OptionalInt.of(held.size())).orElse(OptionalInt.empty()),
                    run.test().size()));
        }
        return known.get(need);
    }
}
