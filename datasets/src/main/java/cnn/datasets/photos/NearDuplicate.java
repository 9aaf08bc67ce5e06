package cnn.datasets.photos;

import java.util.Optional;

/**
 * Two photos that show nearly the same.
 *
 * @param first the earlier one in the order of parts and photos
 * @param distance in how many of 64 bits their hashes differ
 * @param removed the one that went; empty: both stay
 */
public record NearDuplicate(Photo first, Photo second, int distance, Optional<Photo> removed) {}
