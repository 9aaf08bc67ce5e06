package cnn.datasets.photos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds photos that show nearly the same, within parts and across them, and says which go. Of a pair in different parts
 * goes the one of training before that of validation: what a network is judged by must not have been learnt, and what
 * others are compared on must not change. Of a pair inside training or validation goes the later one; the test part keeps
 * everything. A pair one of which has gone already costs no second photo.
 */
final class Duplicates {
    private Duplicates() {}

    /** @param photos of all parts, training first, test last; or of none, then nothing goes */
    static List<NearDuplicate> find(List<LoadedPhoto> photos, boolean remove) {
        List<NearDuplicate> pairs = new ArrayList<>();
        Set<Photo> gone = new HashSet<>();
        long[] hashes = photos.stream().mapToLong(LoadedPhoto::hash).toArray();
        for (int i = 0; i < hashes.length; i++) {
            for (int j = i + 1; j < hashes.length; j++) {
                int distance = PerceptualHash.distance(hashes[i], hashes[j]);
                if (distance <= PerceptualHash.THRESHOLD) {
                    Photo first = photos.get(i).photo();
                    Photo second = photos.get(j).photo();
                    boolean settled = gone.contains(first) || gone.contains(second);
                    Optional<Photo> removed = remove && !settled ? victim(first, second) : Optional.empty();
                    removed.ifPresent(gone::add);
                    pairs.add(new NearDuplicate(first, second, distance, removed));
                }
            }
        }
        return pairs;
    }

    private static Optional<Photo> victim(Photo first, Photo second) {
        if (first.part().isEmpty() || second.part().isEmpty()) {
            return Optional.empty();
        }
        Part a = first.part().get();
        Part b = second.part().get();
        if (a != b) {
            return Optional.of(a.compareTo(b) < 0 ? first : second);
        }
        return a == Part.TEST ? Optional.empty() : Optional.of(second);
    }
}
