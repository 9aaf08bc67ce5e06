/**
 * The contract as JUnit tests: a backend's tests extend {@link cnn.backend.contract.LayerContract} and say how to make the
 * backend. The rules themselves are library code, {@link cnn.check.contract}.
 */
@NullMarked
package cnn.backend.contract;

import org.jspecify.annotations.NullMarked;
