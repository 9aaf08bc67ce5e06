/** Layers as stages: each goes forward and back in native operations, with derivations of its own. */
@NullMarked
package cnn.nd4j.layer;

import org.jspecify.annotations.NullMarked;
