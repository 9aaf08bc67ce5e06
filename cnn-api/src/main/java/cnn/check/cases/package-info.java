/** The catalogue of layers on awkward shapes and data: what contracts, surveys and cross-checks try. */
@NullMarked
package cnn.check.cases;

import org.jspecify.annotations.NullMarked;
