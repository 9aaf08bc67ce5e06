/** CIFAR-10: its binary batches, and its cats and dogs, which are embedded. */
@NullMarked
package cnn.datasets.cifar;

import org.jspecify.annotations.NullMarked;
