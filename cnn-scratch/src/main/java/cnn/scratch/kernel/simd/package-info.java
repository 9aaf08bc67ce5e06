/** The Vector API kernels: the only place that sees the module {@code jdk.incubator.vector}. */
@NullMarked
package cnn.scratch.kernel.simd;

import org.jspecify.annotations.NullMarked;
