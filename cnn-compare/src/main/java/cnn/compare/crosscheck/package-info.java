/**
 * The cross-check: every engine, layer by layer, network by network, step by step and seed by seed, against the oracle,
 * against finite differences and against each other; and deliberately planted faults, to show that it would have noticed.
 *
 * <p>Levels write what they did into a {@link cnn.compare.crosscheck.plan.Ledger}; a {@link
 * cnn.compare.crosscheck.result.CrossCheckResult} is made of it, and reports are made of that.
 */
@NullMarked
package cnn.compare.crosscheck;

import org.jspecify.annotations.NullMarked;
