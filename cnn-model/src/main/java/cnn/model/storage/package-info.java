/** Writing to disk so that a process or a machine may stop at any moment. */
@NullMarked
package cnn.model.storage;

import org.jspecify.annotations.NullMarked;
