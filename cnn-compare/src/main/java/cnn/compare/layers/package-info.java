/** Surveys every kind of layer on every engine: one layer at a time, on awkward shapes, against the oracle. */
@NullMarked
package cnn.compare.layers;

import org.jspecify.annotations.NullMarked;
