/**
 * Optimizers, and whole updates around them, as data: each record states its exact formula. The update itself belongs
 * to the backend.
 */
@NullMarked
package cnn.optim;

import org.jspecify.annotations.NullMarked;
