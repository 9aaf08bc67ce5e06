/**
 * Image data sets, read from folders or archives or embedded, and turned into batches [N, C, H, W].
 */
@NullMarked
package cnn.datasets;

import org.jspecify.annotations.NullMarked;
