package cnn.config;

/** What is done when a photo cannot be read. */
public enum BrokenPhotos {
    /** It is left out, counted and listed. */
    SKIP,
    /** Nothing is loaded; the message names the photo. */
    FAIL
}
