/**
 * The textbook backend: every layer as its formula stands, in double precision, with plain loops over plain arrays. It is
 * what the other backends are judged by, and the place to read how a layer works forwards and backwards. Its layers are
 * public for that reason. Start with {@link cnn.scratch.textbook.Conv2dLayer}.
 */
@NullMarked
package cnn.scratch.textbook;

import org.jspecify.annotations.NullMarked;
