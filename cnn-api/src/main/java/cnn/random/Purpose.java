package cnn.random;

/** What a random number is for, so that no two uses share a stream. The codes are fixed: results depend on them. */
public enum Purpose {
    INITIAL_VALUES(1),
    SHUFFLE(2),
    SPLIT(3),
    AUGMENTATION(4),
    DROPOUT(5),
    TEST_DATA(6),
    DISTURBANCE(7),
    RANDOM_CASES(8);

    private final int code;

    Purpose(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
