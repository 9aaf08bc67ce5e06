package cnn.datasets.cifar;

import cnn.datasets.LabelledImages;
import cnn.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What this package knows of CIFAR-10: its binary format, and which two of its classes are used here. A record is one
 * label byte (0 to 9) and 3,072 bytes of a 32×32 picture: the red, the green, then the blue plane, each row by row.
 * Source: A. Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 */
public final class Cifar10 {
    public static final int SIDE = 32;
    static final Shape SHAPE = Shape.of(3, SIDE, SIDE);
    public static final int RECORD = 1 + SHAPE.size();
    public static final int RECORDS_PER_FILE = 10_000;
    public static final int CLASSES = 10;
    public static final List<String> TRAIN_FILES = List.of(
            "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    public static final List<String> TEST_FILES = List.of("test_batch.bin");

    /** Its ten classes in the order of its labels. */
    public static final List<String> NAMES = List.of(
            "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** In alphabetical order, which is CIFAR-10's order as well; our labels are indices into it. */
    static final List<String> CATS_AND_DOGS = List.of("cat", "dog");

    /** CIFAR-10's label of each of {@link #CATS_AND_DOGS}. */
    private static final byte[] ORIGINAL_LABELS = {3, 5};

    static final String CITATION = "Cats and dogs of CIFAR-10: A. Krizhevsky, Learning Multiple Layers of Features from"
            + " Tiny Images, technical report, University of Toronto, 2009.";

    private Cifar10() {}

    /** Our label of CIFAR-10's label; -1 for a class that is neither cat nor dog. */
    static int ourLabel(int original) {
        for (int k = 0; k < ORIGINAL_LABELS.length; k++) {
            if (ORIGINAL_LABELS[k] == original) {
                return k;
            }
        }
        return -1;
    }

    /**
     * SHA-256, in hexadecimal digits, of the pictures as CIFAR-10's own records, one after the other: what
     * {@code sha256sum} gives for the records with label 3 or 5 cut out of the original files.
     */
    static String digest(LabelledImages images) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
        int size = images.shape().size();
        for (int n = 0; n < images.count(); n++) {
            sha256.update(ORIGINAL_LABELS[images.labels()[n]]);
            sha256.update(images.pixels(), n * size, size);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Labels as a text, one name a line. */
    static byte[] labelLines(byte[] labels) {
        StringBuilder text = new StringBuilder();
        for (byte label : labels) {
            text.append(CATS_AND_DOGS.get(label)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
