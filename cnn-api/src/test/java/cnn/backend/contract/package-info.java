/**
 * The contract: numbered rules that the layers of every backend obey. A backend's tests extend
 * {@link cnn.backend.contract.LayerContract} and say how to make the backend.
 */
@NullMarked
package cnn.backend.contract;

import org.jspecify.annotations.NullMarked;
