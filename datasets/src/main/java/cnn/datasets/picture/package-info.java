/** One picture's file to pixels: decoding and resizing. */
@NullMarked
package cnn.datasets.picture;

import org.jspecify.annotations.NullMarked;
