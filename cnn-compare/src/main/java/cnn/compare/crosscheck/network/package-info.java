/** Networks: a walk that names the first layer that errs by itself. */
@NullMarked
package cnn.compare.crosscheck.network;

import org.jspecify.annotations.NullMarked;
