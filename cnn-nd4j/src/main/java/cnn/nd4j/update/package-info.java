/** Optimizer updates in native operations. */
@NullMarked
package cnn.nd4j.update;

import org.jspecify.annotations.NullMarked;
