package cnn.compare.crosscheck.result;

/** From one layer to a whole training: each level sees what the one before cannot. */
public enum Level {
    /** The contract of a backend's layers, rule by rule. */
    CONTRACT("contract"),
    /** One layer in a small network, on every engine. */
    LAYER("layer"),
    /** A whole network, one pass: where do two engines part first? */
    NETWORK("network"),
    /** Many updates. */
    TRAJECTORY("trajectory"),
    /** What is learnt, over seeds. */
    ACCURACY("accuracy"),
    /** The same bits again. */
    DETERMINISM("determinism");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** As in {@code --levels layer,network}. */
    public String word() {
        return word;
    }
}
