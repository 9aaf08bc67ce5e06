/** From the bytes of one photo file to the numbers of a sample: decoding, resizing, the cache of decoded pictures. */
@NullMarked
package cnn.datasets.picture;

import org.jspecify.annotations.NullMarked;
