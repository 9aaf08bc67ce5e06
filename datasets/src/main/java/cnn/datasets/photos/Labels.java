package cnn.datasets.photos;

import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code Cat}, {@code cats} and {@code cat} mean the same class. */
final class Labels {
    private Labels() {}

    /** A folder's name as a class's name: small letters. */
    static String plain(String folder) {
        return folder.toLowerCase(Locale.ROOT);
    }

    static boolean same(String folder, String label) {
        return folder.equalsIgnoreCase(label) || folder.equalsIgnoreCase(label + "s");
    }

    /**
     * The photos of the wanted classes, called as the wish has them, in its order; no wish: all of them, as they are.
     *
     * @param place what messages call where they lie
     * @throws BadInputException if a wanted class has no photo
     */
    static LayoutFinder.Found choose(LayoutFinder.Found found, List<String> wanted, String place) {
        if (wanted.isEmpty()) {
            return found;
        }
        Map<String, List<Photo>> chosen = new LinkedHashMap<>();
        for (String label : wanted) {
            List<Photo> photos = found.photos().stream()
                    .filter(photo -> same(photo.label(), label))
                    .map(photo -> new Photo(photo.id(), label, photo.part(), photo.number(), photo.file()))
                    .toList();
            if (photos.isEmpty()) {
                throw new BadInputException("%s has no class '%s'; it has %s; name those that are wanted with 'classes: […]'"
                        .formatted(place, label, String.join(", ", found.labels())));
            }
            chosen.put(label, photos);
        }
        List<Photo> all = new ArrayList<>();
        chosen.values().forEach(all::addAll);
        return new LayoutFinder.Found(found.layout(), wanted, List.copyOf(all));
    }
}
