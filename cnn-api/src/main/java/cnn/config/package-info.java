/** YAML files to specs, with the line and column of whatever is wrong. */
@NullMarked
package cnn.config;

import org.jspecify.annotations.NullMarked;
