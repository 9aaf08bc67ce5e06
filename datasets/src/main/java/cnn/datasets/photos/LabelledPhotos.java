package cnn.datasets.photos;

import cnn.config.PhotosSpec;
import cnn.config.SplitSpec;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.picture.PictureCache;
import cnn.datasets.picture.PictureDecoder;
import cnn.datasets.picture.PictureSize;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Photos to ask a trained network about, normalised as it was trained.
 *
 * @param samples those that could be read
 * @param broken those that could not
 */
public record LabelledPhotos(SampleSource samples, List<BrokenPhoto> broken) {

    /**
     * @param path a folder or archive
     * @param spec layout, classes by the network's labels, split, fit, and what to do with broken photos; its size is not
     *     looked at
     * @param shape of the network's input, {@code [3, H, W]} or {@code [1, H, W]}
     * @param part by the split, or as the photos lie; empty: the test part of photos that lie in parts, else all
     * @throws BadInputException if there is no such folder or archive, no layout fits, or not one photo can be read
     */
    public static LabelledPhotos read(
            Path path, PhotosSpec spec, Shape shape, Normalization normalization, Optional<Part> part) {
        try (PhotoSource source = PhotoSource.open(path, spec.layout(), spec.classes())) {
            List<Photo> photos = photos(source, spec.split(), part);
            PictureSize size = new PictureSize(shape.dim(0), shape.dim(1), shape.dim(2), spec.fit());
            PhotoLoader.Result loaded = new PhotoLoader(
                            PictureDecoder.usual(),
                            Optional.of(size),
                            false,
                            spec.broken(),
                            PictureCache.of(spec.cache()))
                    .load(photos);
            if (loaded.photos().isEmpty()) {
                throw new BadInputException("no picture could be read in %s%s; give another folder or archive"
                        .formatted(path, loaded.broken().isEmpty() ? "" : " (" + loaded.broken().get(0).why() + ")"));
            }
            return new LabelledPhotos(
                    new PhotoSamples(shape, source.classes(), loaded.photos(), normalization), loaded.broken());
        } catch (IOException e) {
            throw new BadInputException("cannot read " + path + " (" + e + "); give another folder or archive", e);
        }
    }

    private static List<Photo> photos(PhotoSource source, SplitSpec split, Optional<Part> part) {
        boolean inParts = source.photos().stream().allMatch(photo -> photo.part().isPresent());
        if (part.isEmpty() && !inParts) {
            return source.photos();
        }
        SplitSpec by = part.isEmpty() ? new SplitSpec.AsIs() : split;
        Map<Part, List<Photo>> parts = PhotoSplit.of(source.photos(), source.classes(), by, source.name());
        Part wanted = part.orElse(Part.TEST);
        return parts.get(wanted == Part.TEST ? PhotoSplit.judging(parts) : wanted);
    }
}
