package cnn.datasets.photos;

import cnn.config.PhotoLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out which of the files are photos of what. Looks at paths alone: the label is in the file's name (Kaggle), or is
 * the name of the folder around it, the part that of the folder around that. Whatever lies around those makes no
 * difference ({@code PetImages/Cat/0.jpg}); where several places have folders of photos, the one with most of them counts.
 */
final class LayoutFinder {
    private static final Pattern KAGGLE = Pattern.compile("(cat|dog)\\.(\\d{1,9})\\.jpe?g", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\D)?(\\d{1,9})");

    /**
     * Photos by the one layout that fits best.
     *
     * @param photos in the order of labels and names
     * @param labels the classes' names, sorted
     */
    record Found(PhotoLayout layout, List<String> labels, List<Photo> photos) {}

    private LayoutFinder() {}

    /** @param wanted empty: whichever has most photos; Kaggle's if it has as many as the others */
    static Optional<Found> find(List<TreeFile> files, Optional<PhotoLayout> wanted) {
        List<TreeFile> pictures = files.stream().filter(TreeFile::isPicture).toList();
        List<Photo> kaggle = kaggle(pictures);
        List<Photo> folders = largestPlace(pictures);
        boolean named = wanted.map(layout -> layout == PhotoLayout.KAGGLE)
                .orElse(!kaggle.isEmpty() && kaggle.size() >= folders.size());
        List<Photo> photos = named ? kaggle : folders;
        List<String> labels = List.copyOf(new TreeSet<>(photos.stream().map(Photo::label).toList()));
        return labels.size() < 2
                ? Optional.empty()
                : Optional.of(new Found(layout(named, photos, labels), labels, sorted(photos)));
    }

    private static PhotoLayout layout(boolean kaggle, List<Photo> photos, List<String> labels) {
        if (kaggle) {
            return PhotoLayout.KAGGLE;
        }
        if (photos.get(0).part().isPresent()) {
            return PhotoLayout.PARTS;
        }
        return labels.equals(List.of("Cat", "Dog")) ? PhotoLayout.PETIMAGES : PhotoLayout.FOLDERS;
    }

    private static List<Photo> kaggle(List<TreeFile> pictures) {
        List<Photo> photos = new ArrayList<>();
        for (TreeFile file : pictures) {
            Matcher name = KAGGLE.matcher(file.name());
            List<String> names = file.names();
            String folder = names.size() > 1 ? names.get(names.size() - 2) : "";
            if (name.matches() && !Labels.same(folder, name.group(1))) {
                String label = name.group(1).toLowerCase(Locale.ROOT);
                long number = Long.parseLong(name.group(2));
                photos.add(new Photo(label + "." + number, label, Optional.empty(), OptionalLong.of(number), file));
            }
        }
        return photos;
    }

    /** Of the folders that have at least two folders of photos in them, that with most photos; with parts, if there are. */
    private static List<Photo> largestPlace(List<TreeFile> pictures) {
        Map<String, List<Photo>> places = new LinkedHashMap<>();
        for (TreeFile file : pictures) {
            List<String> names = file.names();
            int depth = names.size();
            // A picture right in "train" has no label.
            if (depth < 2 || Part.ofFolder(names.get(depth - 2)).isPresent()) {
                continue;
            }
            Optional<Part> part = depth < 3 ? Optional.empty() : Part.ofFolder(names.get(depth - 3));
            List<String> around = names.subList(0, depth - (part.isPresent() ? 3 : 2));
            String place = (part.isPresent() ? "parts:" : "plain:") + String.join("/", around);
            places.computeIfAbsent(place, p -> new ArrayList<>()).add(photo(file, names.get(depth - 2), part));
        }
        // The first of the largest; paths come in order, those further up before those further down.
        return places.values().stream()
                .filter(photos -> photos.stream().map(Photo::label).distinct().count() > 1)
                .max(Comparator.comparingInt((List<Photo> photos) -> photos.size()))
                .orElse(List.of());
    }

    private static Photo photo(TreeFile file, String folder, Optional<Part> part) {
        String name = file.name().substring(0, file.name().lastIndexOf('.'));
        Matcher number = NUMBER.matcher(name);
        int dot = name.indexOf('.');
        boolean labelled = dot > 0 && Labels.same(folder, name.substring(0, dot));
        return new Photo(
                labelled ? name : Labels.plain(folder) + "." + name,
                folder,
                part,
                number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty(),
                file);
    }

    private static List<Photo> sorted(List<Photo> photos) {
        return photos.stream()
                .sorted(Comparator.comparing(Photo::label).thenComparing(Photo::id, new NaturalOrder()))
                .toList();
    }
}
