/** What a network is, as immutable data: one record a layer, and the network they make. */
@NullMarked
package cnn.spec;

import org.jspecify.annotations.NullMarked;
