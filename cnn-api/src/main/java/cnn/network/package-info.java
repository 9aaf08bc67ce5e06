/** A network on a backend: layers in order over one flat parameter vector and its gradient. */
@NullMarked
package cnn.network;

import org.jspecify.annotations.NullMarked;
