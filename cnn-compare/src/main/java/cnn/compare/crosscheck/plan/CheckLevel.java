package cnn.compare.crosscheck.plan;

import cnn.compare.crosscheck.result.Level;
import cnn.compare.run.Progress;

/** One level of the cross-check. */
public interface CheckLevel {
    Level level();

    /** Expects every cell first, then runs and enters what it finds; failures are entered, not thrown. */
    void run(CrossCheckPlan plan, Ledger ledger, Progress progress);
}
