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
            return of(source, split, loaded, duplicates);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + path + " (" + e + "); give another folder or archive", e);
        }
    }

    private static LoadedPhotos of(
            PhotoSource source,
            Map<Part, List<Photo>> split,
            PhotoLoader.Result loaded,
            List<NearDuplicate> duplicates) {
        Set<Photo> gone = new HashSet<>();
        duplicates.forEach(pair -> pair.removed().ifPresent(gone::add));
        Map<Part, List<LoadedPhoto>> parts = new EnumMap<>(Part.class);
        for (LoadedPhoto one : loaded.photos()) {
            if (!gone.contains(one.photo())) {
                parts.computeIfAbsent(one.photo().part().orElseThrow(), part -> new ArrayList<>()).add(one);
            }
        }
        Part judging = PhotoSplit.judging(split);
        for (Part part : List.of(Part.TRAIN, judging)) {
            if (!parts.containsKey(part)) {
                throw noneLeft(source.name(), part, loaded.broken(), gone);
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
        parts.putIfAbsent(Part.TEST, parts.get(judging));
        return new LoadedPhotos(parts, report);
    }

    private static BadInputException noneLeft(String place, Part part, List<BrokenPhoto> broken, Set<Photo> gone) {
        Optional<Part> wanted = Optional.of(part);
        List<BrokenPhoto> own =
                broken.stream().filter(one -> one.photo().part().equals(wanted)).toList();
        long same = gone.stream().filter(photo -> photo.part().equals(wanted)).count();
        String first = own.stream().findFirst().map(one -> " (" + one.why() + ")").orElse("");
        return new BadInputException(
                "%s: of the photos for %s not one is left: %,d broken%s, %,d near-duplicates; give others, or keep"
                        .formatted(place, part, own.size(), first, same)
                        + " near-duplicates with 'near_duplicates: keep'");
    }
}
