/**
 * JMH benchmarks of the kernels of {@code cnn.scratch.kernel}, one family a class, on arrays that lie in the L1 or L2 cache.
 * Run with {@code ./cnn -Pjmh jmh}; see docs/performance.md.
 */
@NullMarked
package cnn.jmh;

import org.jspecify.annotations.NullMarked;
