/** What is to be checked, on which forms of which engines, and the ledger that levels write into. */
@NullMarked
package cnn.compare.crosscheck.plan;

import org.jspecify.annotations.NullMarked;
