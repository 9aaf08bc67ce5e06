/** Named arrays in a file that can hold nothing else, and that other programs read too. */
@NullMarked
package cnn.model.safetensors;

import org.jspecify.annotations.NullMarked;
