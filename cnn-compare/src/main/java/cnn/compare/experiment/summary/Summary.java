package cnn.compare.experiment.summary;

import cnn.compare.experiment.ResultFile;
import cnn.compare.experiment.UnitResult;
import cnn.compare.report.Figures;
import cnn.error.BadInputException;
import cnn.model.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All results in a folder.
 *
 * @param notes what a reader must know: quick runs, trainings that have not ended
 */
public record Summary(Path folder, List<Group> groups, List<String> notes) {
    private static final String RECIPE = "run.yaml";
    private static final String RESULT = "result.json";
    private static final int DIGEST_SHOWN = 6;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Deeper than a unit's folder stands in a run's. */
    private static final int DEEPEST = 6;

    public Summary {
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
    }

    private record Found(Path folder, UnitResult result) {}

    /** Repetitions of each other: only these are averaged. */
    private record Key(String group, String name, boolean quick, String backend, String recipe) {}

    /** @throws BadInputException if there is no such folder, nothing in it, or a result cannot be read */
    public static Summary read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    "there is no folder " + folder + "; give the one that 'cnn experiment run --out' has made");
        }
        List<Found> found = new ArrayList<>();
        int open = 0;
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            for (Path recipe : all.filter(path -> path.endsWith(RECIPE) && !isDraft(folder.relativize(path)))
                    .sorted()
                    .toList()) {
                Path unit = recipe.getParent();
                if (Files.exists(unit.resolve(RESULT))) {
                    found.add(new Found(unit, ResultFile.read(unit)));
                } else {
                    open++;
                }
            }
        } catch (IOException e) {
            throw new BadInputException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new BadInputException("there are no results in " + folder
                    + (open > 0 ? ", only trainings that have not ended (" + open + ")" : "")
                    + "; run experiments first: 'cnn experiment run FILE… --out " + folder + "'");
        }
        List<String> notes = notes(found, open);
        return new Summary(folder, groups(once(found, notes)), notes);
    }

    /** What a process left that was killed while it wrote or deleted. */
    private static boolean isDraft(Path inside) {
        return StreamSupport.stream(inside.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith(Storage.DRAFT));
    }

    /** A copy of a training is no second seed. */
    private static List<Found> once(List<Found> found, List<String> notes) {
        Map<List<Object>, Found> first = new LinkedHashMap<>();
        for (Found one : found) {
            UnitResult result = one.result();
            Found other = first.putIfAbsent(List.of(key(result), result.seed()), one);
            if (other != null) {
                notes.add("%s on %s, seed %d, is there twice: %s counts, %s does not."
                        .formatted(result.experiment(), result.backend(), result.seed(), other.folder(), one.folder()));
            }
        }
        return List.copyOf(first.values());
    }

    private static List<String> notes(List<Found> found, int open) {
        List<String> notes = new ArrayList<>();
        long quick = found.stream().filter(f -> f.result().quick()).count();
        if (quick > 0) {
            notes.add("QUICK: %d of %d trainings made few epochs on few pictures, to show that all works."
                            .formatted(quick, found.size())
                    + " Their figures mean nothing"
                    + (quick < found.size() ? "; they are never averaged with the others." : "."));
        }
        if (open > 0) {
            notes.add(Figures.plural(open, "training has", "trainings have")
                    + " not ended; the command that began them goes on with them.");
        }
        long diverged = found.stream().filter(f -> !f.result().finished()).count();
        if (diverged > 0) {
            notes.add(Figures.plural(diverged, "training has", "trainings have")
                    + " diverged, without an accuracy; means are over the others.");
        }
        return notes;
    }

    private static List<Group> groups(List<Found> found) {
        Map<Key, List<Found>> entries = new LinkedHashMap<>();
        found.stream()
                .sorted(Comparator.comparing((Found f) -> natural(f.result().group()))
                        .thenComparing(f -> f.result().quick())
                        .thenComparing(f -> natural(f.result().experiment()))
                        .thenComparing(f -> f.result().backend())
                        .thenComparing(f -> f.result().seed()))
                .forEach(f -> entries.computeIfAbsent(key(f.result()), key -> new ArrayList<>()).add(f));
        Map<String, List<Entry>> groups = new TreeMap<>(Comparator.comparing(Summary::natural));
        entries.forEach((key, units) -> groups.computeIfAbsent(key.group(), name -> new ArrayList<>())
                .add(new Entry(
                        label(key, entries),
                        units.stream().map(Found::result).toList(),
                        units.get(0).folder())));
        return groups.entrySet().stream()
                .map(group -> Group.of(group.getKey(), group.getValue()))
                .toList();
    }

    private static Key key(UnitResult result) {
        return new Key(result.group(), result.experiment(), result.quick(), result.backend(), result.recipe());
    }

    private static String label(Key key, Map<Key, List<Found>> all) {
        boolean versions = all.keySet().stream()
                .anyMatch(other -> other.group().equals(key.group())
                        && other.name().equals(key.name())
                        && other.quick() == key.quick()
                        && !other.recipe().equals(key.recipe()));
        return key.name()
                + (versions ? " #" + key.recipe().substring(0, DIGEST_SHOWN) : "")
                + (key.quick() ? " (quick)" : "");
    }

    /** For an order in which 10 comes after 9. */
    static String natural(String name) {
        return NUMBER.matcher(name).replaceAll(digits -> "0".repeat(Math.max(0, 12 - digits.group().length())) + digits.group());
    }
}
