package cnn.datasets.photos;

import cnn.config.PhotoLayout;
import cnn.datasets.picture.BrokenReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in a folder or archive of photos, and what became of it.
 *
 * @param place the folder or archive
 * @param classes the classes' names in the order of their labels
 * @param kept the photos of each part; under none if nobody split them
 * @param broken those that could not be read
 * @param duplicates pairs that show nearly the same; empty if nobody looked
 * @param others how many files are none of these photos
 */
public record PhotoReport(
        String place,
        PhotoLayout layout,
        List<String> classes,
        Map<Optional<Part>, List<Photo>> kept,
        List<BrokenPhoto> broken,
        List<NearDuplicate> duplicates,
        int others) {
    /** A line of notes names so many. */
    private static final int FEW = 5;

    public PhotoReport {
        classes = List.copyOf(classes);
        kept = Map.copyOf(kept);
        broken = List.copyOf(broken);
        duplicates = List.copyOf(duplicates);
    }

    /** How many photos of each class a part has, {@code [K]}. */
    public int[] counts(Optional<Part> part) {
        int[] counts = new int[classes.size()];
        kept.getOrDefault(part, List.of()).forEach(photo -> counts[classes.indexOf(photo.label())]++);
        return counts;
    }

    /** Broken photos by what is wrong with them. */
    public Map<BrokenReason, List<BrokenPhoto>> brokenByReason() {
        Map<BrokenReason, List<BrokenPhoto>> byReason = new EnumMap<>(BrokenReason.class);
        broken.forEach(one -> byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>())
                .add(one));
        return byReason;
    }

    /** Photos that went because another one shows nearly the same. */
    public List<NearDuplicate> removed() {
        return duplicates.stream().filter(pair -> pair.removed().isPresent()).toList();
    }

    /** What is worth saying before a training, a line each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        StringBuilder first = new StringBuilder(placeName() + ": " + layout.words());
        for (Part part : Part.values()) {
            int count = kept.getOrDefault(Optional.of(part), List.of()).size();
            first.append(count > 0 ? String.format(Locale.ROOT, ", %s %,d", part, count) : "");
        }
        notes.add(first.toString());
        if (kept.containsKey(Optional.of(Part.VALIDATION)) && !kept.containsKey(Optional.of(Part.TEST))) {
            notes.add("there is no test part: validation photos are the test, too");
        }
        brokenByReason().forEach((reason, ones) -> notes.add("%s left out, %s: %s"
                .formatted(
                        counted(ones.size(), "broken photo"),
                        reason.words(),
                        few(ones.stream().map(one -> one.photo().file().path()).toList()))));
        List<NearDuplicate> gone = removed();
        if (!gone.isEmpty()) {
            notes.add("%s left out: %s".formatted(counted(gone.size(), "near-duplicate"), few(gone.stream()
                    .map(pair -> {
                        Photo victim = pair.removed().orElseThrow();
                        return victim.id() + " = " + (victim == pair.first() ? pair.second() : pair.first()).id();
                    })
                    .toList())));
        }
        return notes;
    }

    private static String counted(int count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    /** Without the folders above: a note may be shown to others. */
    private String placeName() {
        return place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
    }

    private static String few(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(FEW, names.size())))
                + (names.size() > FEW ? ", and %,d more".formatted(names.size() - FEW) : "");
    }
}
