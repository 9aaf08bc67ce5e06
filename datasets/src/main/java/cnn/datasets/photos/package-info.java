/** Photos that the user has: where their files lie, which parts they make, which are broken or stand twice. */
@NullMarked
package cnn.datasets.photos;

import org.jspecify.annotations.NullMarked;
