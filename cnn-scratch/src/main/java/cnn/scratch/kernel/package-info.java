/**
 * The arithmetic of the {@code scratch} backend behind one interface: scalar loops that run everywhere, and Vector API
 * kernels that are found by reflection where the JVM has the incubator module.
 */
@NullMarked
package cnn.scratch.kernel;

import org.jspecify.annotations.NullMarked;
