package cnn.datasets.photos;

import cnn.config.PhotosSpec;
import cnn.datasets.picture.PictureCache;
import cnn.datasets.picture.PictureDecoder;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at every photo of a folder or archive, and keeps no pixels. */
public final class PhotoSurvey {
    private PhotoSurvey() {}

    /**
     * @param spec its size makes no difference; near-duplicates are looked for in any case
     * @param asFound leaves photos without a part as they are; otherwise the split must give every photo one
     * @throws BadInputException if there is no such folder or archive, or its photos are not what the split needs
     */
    public static PhotoReport of(Path path, PhotosSpec spec, boolean asFound) {
        try (PhotoSource source = PhotoSource.open(path, spec.layout(), spec.classes())) {
            List<Photo> photos = new ArrayList<>();
            if (asFound) {
                photos.addAll(source.photos());
                photos.sort((a, b) -> Integer.compare(rank(a), rank(b)));
            } else {
                PhotoSplit.of(source.photos(), source.classes(), spec.split(), source.name())
                        .values()
                        .forEach(photos::addAll);
            }
            PhotoLoader loader = new PhotoLoader(
                    PictureDecoder.usual(), Optional.empty(), true, spec.broken(), PictureCache.of(spec.cache()));
            PhotoLoader.Result loaded = loader.load(photos);
            List<NearDuplicate> duplicates = Duplicates.find(loaded.photos(), true);
            Map<Optional<Part>, List<Photo>> kept = new HashMap<>();
            loaded.photos().forEach(one -> kept.computeIfAbsent(one.photo().part(), part -> new ArrayList<>())
                    .add(one.photo()));
            return new PhotoReport(
                    source.name(),
                    source.layout(),
                    source.classes(),
                    kept,
                    loaded.broken(),
                    duplicates,
                    source.others());
        } catch (IOException e) {
            throw new BadInputException("cannot read " + path + " (" + e + "); give another folder or archive", e);
        }
    }

    private static int rank(Photo photo) {
        return photo.part().map(Part::ordinal).orElse(Part.values().length);
    }
}
