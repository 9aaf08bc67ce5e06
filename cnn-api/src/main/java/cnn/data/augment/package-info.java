/** Augmentation: what is done to training samples, as data and as the one arithmetic that all engines share. */
@NullMarked
package cnn.data.augment;

import org.jspecify.annotations.NullMarked;
