package cnn.datasets.photos;

import cnn.config.NearDuplicates;
import cnn.config.PhotosSpec;
import cnn.datasets.picture.PictureCache;
import cnn.datasets.picture.PictureDecoder;
import cnn.datasets.picture.PictureSize;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The photos of all parts, read and decoded. */
record LoadedPhotos(Map<Part, List<LoadedPhoto>> parts, PhotoReport report) {

    /** @throws BadInputException if there is no such folder or archive, or its photos are not what the specification needs */
    static LoadedPhotos read(Path path, PhotosSpec spec, PictureDecoder decoder) {
        try (PhotoSource source = PhotoSource.open(path, spec.layout(), spec.classes())) {
            Map<Part, List<Photo>> split =
                    PhotoSplit.of(source.photos(), source.classes(), spec.split(), source.name());
            boolean remove = spec.nearDuplicates() == NearDuplicates.REMOVE;
            List<Photo> all = new ArrayList<>();
            split.values().forEach(all::addAll);
            PictureSize size = new PictureSize(3, spec.height(), spec.width(), spec.fit());
            PhotoLoader.Result loaded =
                    new PhotoLoader(
                                    decoder, Optional.of(size), remove, spec.broken(), PictureCache.of(spec.cache()))
                           .load(all);
            List<NearDuplicate> duplicates = remove ? Duplicates.find(loaded.photos(), true) : List.of();
            return of(source, loaded, duplicates);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + path + " (" + e + "); give another folder or archive", e);
        }
    }

    private static LoadedPhotos of(PhotoSource source, PhotoLoader.Result loaded, List<NearDuplicate> duplicates) {
        Set<Photo> gone = new HashSet<>();
        duplicates.forEach(pair -> pair.removed().ifPresent(gone::add));
        Map<Part, List<LoadedPhoto>> parts = new EnumMap<>(Part.class);
        for (LoadedPhoto one : loaded.photos()) {
            if (!gone.contains(one.photo())) {
                parts.computeIfAbsent(one.photo().part().orElseThrow(), part -> new ArrayList<>()).add(one);
            }
        }
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
            if (!parts.containsKey(part)) {
                throw new BadInputException("%s: of the photos for %s not one can be read (%s)"
                        .formatted(source.name(), part, loaded.broken().get(0).why()));
            }
        }
        Map<Optional<Part>, List<Photo>> kept = new HashMap<>();
        parts.forEach((part, ones) -> kept.put(
                Optional.of(part), ones.stream().map(LoadedPhoto::photo).collect(Collectors.toList())));
        PhotoReport report = new PhotoReport(
                source.name(),
                source.layout(),
                source.classes(),
                kept,
                loaded.broken(),
                duplicates,
                source.others());
        return new LoadedPhotos(parts, report);
    }
}
