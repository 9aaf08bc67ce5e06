/**
 * The contract: numbered rules that the layers and updaters of every backend obey, as library code that needs no test
 * framework. {@link cnn.check.contract.LayerRule} looks at one layer at a time, {@link cnn.check.contract.BackendRule} at
 * whole networks and updates; a broken rule is thrown as {@link cnn.check.contract.RuleBroken}.
 */
@NullMarked
package cnn.check.contract;

import org.jspecify.annotations.NullMarked;
