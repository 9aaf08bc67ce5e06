package cnn.datasets.cifar;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.LabelledImages;
import cnn.datasets.Lazy;
import cnn.datasets.NormalizedImages;
import cnn.error.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalDouble;

/**
 * The cats and dogs of CIFAR-10 (Krizhevsky 2009), embedded: 10,000 training and 2,000 test pictures
 * {@code [3, 32, 32]}, half of them cats (label 0), half dogs (label 1), in CIFAR-10's own order. Channels are red,
 * green, blue, normalised by the training pictures' statistics ({@link Normalization}).
 *
 * <p>A part is decoded when it is first asked for and kept as bytes (31 MB for training, 6 MB for test); the test part
 * needs the training part for its statistics. What was decoded is checked by SHA-256, so whoever trains on it trains on
 * the same pictures.
 */
public final class CatsAndDogs32 implements Dataset {
    public static final String NAME = "cats-dogs-32";

    /** SHA-256 of the training pictures as CIFAR-10's records, see {@code docs/datasets.md}. */
    public static final String TRAIN_SHA256 = "fffcc58db4ba6df8cd399397c2ae7dc8a8d96d7854fa4c9941489e1649abd8fb";

    /** SHA-256 of the test pictures as CIFAR-10's records. */
    public static final String TEST_SHA256 = "693b8402d28f6cd4a3ed7f509f699024e0f841015ecc841ec06df9204926ef8b";

    private static final String FOLDER = "/cnn/datasets/cifar10-cats-dogs/";

    private final TileFiles.Opener opener;
    private final Lazy<LabelledImages> trainImages = new Lazy<>(() -> load(TileFiles.TRAIN, TRAIN_SHA256));
    private final Lazy<LabelledImages> testImages = new Lazy<>(() -> load(TileFiles.TEST, TEST_SHA256));
    private final Lazy<Normalization> normalization =
            new Lazy<>(() -> Normalization.of(trainImages.get().pixels(), 3, Cifar10.SIDE * Cifar10.SIDE));

    public CatsAndDogs32() {
        this(CatsAndDogs32::openResource);
    }

    CatsAndDogs32(TileFiles.Opener opener) {
        this.opener = opener;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** @throws BadInputException if the embedded files are missing or damaged */
    @Override
    public SampleSource train() {
        return new NormalizedImages(trainImages.get(), normalization());
    }

    /** @throws BadInputException if the embedded files are missing or damaged */
    @Override
    public SampleSource test() {
        return new NormalizedImages(testImages.get(), normalization());
    }

    @Override
    public Normalization normalization() {
        return normalization.get();
    }

    @Override
    public String citation() {
        return Cifar10.CITATION;
    }

    /** Logistic regression on all training pictures, at its best strength of regularisation: docs/datasets.md. */
    @Override
    public OptionalDouble linearBaseline() {
        return OptionalDouble.of(0.6325);
    }

    /** The pictures as bytes, training or test. */
    LabelledImages images(TileFiles part) {
        return part.equals(TileFiles.TRAIN) ? trainImages.get() : testImages.get();
    }

    private LabelledImages load(TileFiles part, String sha256) {
        LabelledImages images;
        try {
            images = part.read(opener);
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
        String found = Cifar10.digest(images);
        if (!found.equals(sha256)) {
            String why = "%s, %s: pictures or labels are not the expected ones (SHA-256 %s…, expected %s…)"
                    .formatted(part.sheet(), part.labels(), found.substring(0, 12), sha256.substring(0, 12));
            throw damaged(why, new IOException("SHA-256 does not match"));
        }
        return images;
    }

    private static BadInputException damaged(String why, IOException cause) {
        return new BadInputException(
                "the embedded pictures of dataset %s are damaged: %s; build the project again".formatted(NAME, why),
                cause);
    }

    static InputStream openResource(String file) throws IOException {
        InputStream stream = CatsAndDogs32.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new FileNotFoundException("the file is missing");
        }
        return stream;
    }
}
