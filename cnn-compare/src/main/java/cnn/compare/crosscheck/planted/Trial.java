package cnn.compare.crosscheck.planted;

import cnn.compare.crosscheck.result.Rule;

/** One rule as it is tried on planted faults: a column of the kill matrix. */
interface Trial {
    Rule rule();

    /** Whether the rule says anything about faults of this kind. */
    boolean appliesTo(String kind);

    Verdict on(Patient patient);

    /**
     * What came of it.
     *
     * @param broken whether something does not hold
     * @param crashed whether an exception kept the rule from finding out
     * @param said what, a line; empty if the rule holds
     */
    record Verdict(boolean broken, boolean crashed, String said) {
        static final Verdict HOLDS = new Verdict(false, false, "");

        static Verdict broken(String said) {
            return new Verdict(true, false, said);
        }

        static Verdict crashed(String how) {
            return new Verdict(false, true, how);
        }
    }
}
