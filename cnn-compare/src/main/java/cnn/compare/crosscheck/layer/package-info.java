/** Layers one by one: the contract of backends, and every engine on one layer in a small network. */
@NullMarked
package cnn.compare.crosscheck.layer;

import org.jspecify.annotations.NullMarked;
