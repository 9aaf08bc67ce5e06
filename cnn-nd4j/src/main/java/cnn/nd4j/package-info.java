/**
 * The backend {@code nd4j}: every layer, forward and backward, written with ND4J's operations and derived on
 * its own.
 */
@NullMarked
package cnn.nd4j;

import org.jspecify.annotations.NullMarked;
