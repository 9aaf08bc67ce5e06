/**
 * Runs several engines side by side on one network, compares every activation, gradient and parameter, and
 * reports what it found.
 */
@NullMarked
package cnn.compare;

import org.jspecify.annotations.NullMarked;
