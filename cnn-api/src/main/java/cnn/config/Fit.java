package cnn.config;

/** What is done with a picture whose sides are in another proportion than the network's input. */
public enum Fit {
    /** The whole picture, stretched. */
    STRETCH,
    /** The largest part around its centre that has the proportion. */
    CROP,
    /** The whole picture in the middle, black beside it. */
    PAD
}
