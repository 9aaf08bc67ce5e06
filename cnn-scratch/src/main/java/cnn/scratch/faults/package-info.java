/**
 * The textbook with mistakes: layers, updates and losses that are wrong on purpose, each in one place, as people get
 * them wrong. Checks are checked with them, and they are worth reading beside the right ones in {@link
 * cnn.scratch.textbook}; docs/planted-faults.md lists them. Start with {@link cnn.scratch.faults.TextbookFaults}.
 */
@NullMarked
package cnn.scratch.faults;

import org.jspecify.annotations.NullMarked;
