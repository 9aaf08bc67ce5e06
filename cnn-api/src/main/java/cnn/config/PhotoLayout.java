package cnn.config;

/** How photo files lie in their folder or archive. */
public enum PhotoLayout {
    /** {@code train/cat.0.jpg}: Kaggle's Dogs vs. Cats, unpacked or {@code train.zip}, alone or in its larger zip. */
    KAGGLE("Kaggle's Dogs vs. Cats (cat.0.jpg)"),
    /** {@code Cat/0.jpg}, {@code Dog/0.jpg}: Microsoft's PetImages. */
    PETIMAGES("PetImages (Cat/0.jpg)"),
    /** {@code tabby/any.jpg}: one folder a class. */
    FOLDERS("one folder a class"),
    /** {@code train/tabby/any.jpg}: one folder a class in each of train, validation and test. */
    PARTS("parts with one folder a class"),
    /** {@code data_batch_1.bin}: CIFAR-10's binary batches, a folder or {@code tar.gz}. */
    CIFAR10("CIFAR-10's binary batches");

    private final String words;

    PhotoLayout(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
