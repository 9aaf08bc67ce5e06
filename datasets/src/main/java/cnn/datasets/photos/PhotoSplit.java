package cnn.datasets.photos;

import cnn.config.SplitSpec;
import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Deals photos out to the parts. A function of the list of photos and the split alone: nothing is read. */
final class PhotoSplit {
    private PhotoSplit() {}

    /**
     * @param place what messages call where the photos lie
     * @return the photos of each part in the source's order, each knowing its part; a part may have none
     * @throws BadInputException if the photos do not have what the split needs, or no photo is left for training or test;
     *     photos that lie in parts may have no test part if they have one for validation
     */
    static Map<Part, List<Photo>> of(List<Photo> photos, List<String> classes, SplitSpec split, String place) {
        Map<Part, List<Photo>> parts;
        if (split instanceof SplitSpec.Chollet chollet) {
            parts = byNumber(photos, classes, chollet, place);
        } else if (split instanceof SplitSpec.Random random) {
            parts = byChance(photos, classes, random);
        } else {
            parts = asIs(photos, place);
        }
        Part judging = split instanceof SplitSpec.AsIs ? judging(parts) : Part.TEST;
        for (Part part : List.of(Part.TRAIN, judging)) {
            if (parts.get(part).isEmpty()) {
                throw new BadInputException("%s: split %s leaves no photo for %s; choose another split (%s)"
                        .formatted(place, split, part, String.join(", ", SplitSpec.NAMES)));
            }
        }
        return parts;
    }

    /** The part that a network is judged by: that for validation where photos lie in parts, and none is for test. */
    static Part judging(Map<Part, List<Photo>> parts) {
        return parts.get(Part.TEST).isEmpty() && !parts.get(Part.VALIDATION).isEmpty() ? Part.VALIDATION : Part.TEST;
    }

    private static Map<Part, List<Photo>> empty() {
        Map<Part, List<Photo>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, new ArrayList<>());
        }
        return parts;
    }

    private static Map<Part, List<Photo>> asIs(List<Photo> photos, String place) {
        Map<Part, List<Photo>> parts = empty();
        for (Photo photo : photos) {
            Part part = photo.part().orElseThrow(() -> new BadInputException(
                    place + " has no parts for training and test; say how to make them with 'split: chollet',"
                            + " 'chollet_2' or 'random'"));
            parts.get(part).add(photo);
        }
        return parts;
    }

    private static Map<Part, List<Photo>> byNumber(
            List<Photo> photos, List<String> classes, SplitSpec.Chollet split, String place) {
        Map<String, Map<Long, Photo>> numbered = new HashMap<>();
        for (Photo photo : photos) {
            Map<Long, Photo> own = numbered.computeIfAbsent(photo.label(), label -> new HashMap<>());
            photo.number().ifPresent(number -> Optional.ofNullable(own.put(number, photo)).ifPresent(other -> {
                throw new BadInputException("%s: split %s goes by numbers, but %s and %s have the same; choose another split"
                        .formatted(place, split, other.file().path(), photo.file().path()));
            }));
        }
        Map<Part, List<Photo>> parts = empty();
        StringJoiner missing = new StringJoiner(", ");
        for (String label : classes) {
            Map<Long, Photo> own = numbered.getOrDefault(label, Map.of());
            List<Long> gone = new ArrayList<>();
            for (long number = 0; number < split.end(); number++) {
                Part part = number < SplitSpec.Chollet.VALIDATION
                        ? Part.TRAIN
                        : number < SplitSpec.Chollet.TEST ? Part.VALIDATION : Part.TEST;
                Optional<Photo> photo = Optional.ofNullable(own.get(number));
                if (photo.isPresent()) {
                    parts.get(part).add(photo.get().with(part));
                } else {
                    gone.add(number);
                }
            }
            if (!gone.isEmpty()) {
                missing.add("%s %s (%,d)".formatted(label, ranges(gone), gone.size()));
            }
        }
        if (missing.length() > 0) {
            throw new BadInputException(
                    "%s: split %s needs the photos 0 to %d of each class; missing: %s; give all of them, or choose another split (--split)"
                            .formatted(place, split, split.end() - 1, missing));
        }
        return parts;
    }

    /** {@code 3, 5-9, 12}, and how it goes on where there are many. */
    static String ranges(List<Long> sorted) {
        List<String> ranges = new ArrayList<>();
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            while (to + 1 < sorted.size() && sorted.get(to + 1) == sorted.get(to) + 1) {
                to++;
            }
            ranges.add(from == to ? "" + sorted.get(from) : sorted.get(from) + "-" + sorted.get(to));
            from = to + 1;
        }
        return ranges.stream().limit(8).collect(Collectors.joining(", ")) + (ranges.size() > 8 ? ", …" : "");
    }

    private static Map<Part, List<Photo>> byChance(List<Photo> photos, List<String> classes, SplitSpec.Random split) {
        AddressedRandom random = new AddressedRandom(split.seed());
        Map<Part, List<Photo>> parts = empty();
        for (int label = 0; label < classes.size(); label++) {
            String name = classes.get(label);
            List<Photo> own =
                    photos.stream().filter(photo -> photo.label().equals(name)).toList();
            int n = own.size();
            // Rounded sums, not summed roundings: shares that add up to 1 use every photo.
            long train = Math.round(split.train() * n);
            long validation = Math.round((split.train() + split.validation()) * n);
            long test = Math.min(n, Math.round((split.train() + split.validation() + split.test()) * n));
            int[] rank = random.permutation(Purpose.SPLIT, label, n);
            for (int i = 0; i < n; i++) {
                if (rank[i] < test) {
                    Part part = rank[i] < train ? Part.TRAIN : rank[i] < validation ? Part.VALIDATION : Part.TEST;
                    parts.get(part).add(own.get(i).with(part));
                }
            }
        }
        return parts;
    }
}
