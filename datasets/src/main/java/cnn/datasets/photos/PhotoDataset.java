package cnn.datasets.photos;

import cnn.config.PhotosSpec;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Lazy;
import cnn.datasets.picture.PictureDecoder;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user's photos as samples {@code [3, H, W]}, in the order of {@link PhotoSource}. All parts are read when the first
 * of them is asked for, and kept as bytes in the cache's file; normalised by the statistics of the training photos.
 */
public final class PhotoDataset implements Dataset {
    private final String name;
    private final PhotosSpec spec;
    private final Lazy<LoadedPhotos> loaded;
    private final Lazy<Normalization> normalization = new Lazy<>(this::measure);

    /**
     * @param name what reports call it
     * @param path the folder or archive
     */
    public PhotoDataset(String name, Path path, PhotosSpec spec) {
        this.name = name;
        this.spec = spec;
        this.loaded = new Lazy<>(() -> LoadedPhotos.read(path, spec, PictureDecoder.usual()));
    }

    @Override
    public String name() {
        return name;
    }

    /** @throws BadInputException if the photos are not there, or not what was asked for */
    @Override
    public SampleSource train() {
        return samples(Part.TRAIN).orElseThrow();
    }

    /** @throws BadInputException if the photos are not there, or not what was asked for */
    @Override
    public Optional<SampleSource> validation() {
        return samples(Part.VALIDATION);
    }

    /** @throws BadInputException if the photos are not there, or not what was asked for */
    @Override
    public SampleSource test() {
        return samples(Part.TEST).orElseThrow();
    }

    @Override
    public Normalization normalization() {
        return normalization.get();
    }

    /** What was found, what is broken, what went. */
    public PhotoReport report() {
        return loaded.get().report();
    }

    @Override
    public List<String> notes() {
        return report().notes();
    }

    /** Who took a user's photos is not known here; these two collections tell of themselves. */
    @Override
    public String citation() {
        return switch (report().layout()) {
            case KAGGLE, PETIMAGES ->
                "Photos of the Asirra collection (J. Elson, J. Douceur, J. Howell, J. Saul, Asirra: A CAPTCHA that Exploits"
                        + " Interest-Aligned Manual Image Categorization, ACM CCS 2007) from " + report().place() + ".";
            case CIFAR10 ->
                "CIFAR-10: A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, technical report,"
                        + " University of Toronto, 2009; from " + report().place() + ".";
            case FOLDERS, PARTS -> "Photos from " + report().place() + ".";
        };
    }

    private Optional<SampleSource> samples(Part part) {
        return Optional.ofNullable(loaded.get().parts().get(part))
                .map(photos -> new PhotoSamples(
                        Shape.of(3, spec.height(), spec.width()),
                        loaded.get().report().classes(),
                        photos,
                        normalization()));
    }

    private Normalization measure() {
        List<LoadedPhoto> photos = loaded.get().parts().get(Part.TRAIN);
        byte[] one = new byte[3 * spec.height() * spec.width()];
        // One at a time: all together they need not fit on the heap.
        Iterable<byte[]> each = () -> photos.stream()
                .map(photo -> {
                    photo.pixels().read(one, 0);
                    return one;
                })
                .iterator();
        return Normalization.of(each, 3, spec.height() * spec.width());
    }
}
