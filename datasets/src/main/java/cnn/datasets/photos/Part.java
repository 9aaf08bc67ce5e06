package cnn.datasets.photos;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What samples are for. */
public enum Part {
    TRAIN(List.of("train", "training")),
    VALIDATION(List.of("validation", "valid", "val")),
    TEST(List.of("test", "testing"));

    private final List<String> folders;

    Part(List<String> folders) {
        this.folders = folders;
    }

    /** The part that a folder's name means, in whatever letters. */
    static Optional<Part> ofFolder(String name) {
        for (Part part : values()) {
            if (part.folders.contains(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return folders.get(0);
    }
}
