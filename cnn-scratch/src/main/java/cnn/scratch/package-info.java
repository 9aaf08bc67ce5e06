/**
 * Two backends in pure Java, without native code: {@code scratch}, in float with its own memory plan, and
 * below it {@code textbook}, in double precision, which every other engine is judged by.
 */
@NullMarked
package cnn.scratch;

import org.jspecify.annotations.NullMarked;
