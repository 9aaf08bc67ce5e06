/** ND4J's native library: which build, how it is loaded, how many threads, what oneDNN does to rounding. */
@NullMarked
package cnn.nd4j.library;

import org.jspecify.annotations.NullMarked;
