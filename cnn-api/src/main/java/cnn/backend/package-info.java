/** How a backend is found and asked to run layers: the seam between the language and its implementations. */
@NullMarked
package cnn.backend;

import org.jspecify.annotations.NullMarked;
