package cnn.datasets.picture;

/**
 * A file that did not become a picture.
 *
 * @param index its place in the list of files
 * @param reason in which way
 * @param why one sentence, without the file's name
 */
public record Broken(int index, BrokenReason reason, String why) {}
