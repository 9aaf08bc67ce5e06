/** Networks on their way to other programs: what every format needs. */
@NullMarked
package cnn.exchange;

import org.jspecify.annotations.NullMarked;
