/**
 * "I have written a layer of my own: are its gradients right?" {@link cnn.check.own.OwnLayerCheck} answers that, from
 * a unit test, for any layer that is plain Java on arrays; it need not know anything of this project's specs and
 * backends. How it judges is in docs/check-your-own-layer.md.
 */
@NullMarked
package cnn.check.own;

import org.jspecify.annotations.NullMarked;
