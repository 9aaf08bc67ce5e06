/** What goes wrong because of what a user gave, as opposed to a defect of this library. */
@NullMarked
package cnn.error;

import org.jspecify.annotations.NullMarked;
