package cnn.datasets.photos;

import cnn.datasets.picture.BrokenReason;

/**
 * A photo that could not be read.
 *
 * @param why one sentence
 */
public record BrokenPhoto(Photo photo, BrokenReason reason, String why) {}
