/** Pictures of pictures. */
@NullMarked
package cnn.compare.report.pictures;

import org.jspecify.annotations.NullMarked;
