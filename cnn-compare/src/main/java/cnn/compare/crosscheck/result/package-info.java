/** What a cross-check brings to light, as records: reports are made of these alone. */
@NullMarked
package cnn.compare.crosscheck.result;

import org.jspecify.annotations.NullMarked;
