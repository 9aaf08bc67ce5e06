/**
 * Measures how fast engines train: each in a process of its own, all in turn within one run. Start at
 * {@link cnn.compare.bench.Bench}; the other end of the processes is {@link cnn.compare.bench.Worker}.
 */
@NullMarked
package cnn.compare.bench;

import org.jspecify.annotations.NullMarked;
