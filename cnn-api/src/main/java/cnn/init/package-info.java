/** Initial values of parameters, the same on every engine. */
@NullMarked
package cnn.init;

import org.jspecify.annotations.NullMarked;
