package cnn.compare.run;

/** Hears how far a run has come; the command line draws bars from it. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = new Progress() {};

    /**
     * A part of the run starts.
     *
     * @param steps how many {@link #step}s it will have
     */
    default void start(String part, long steps) {}

    default void step() {}

    /** The part is done; {@code summary} is one line about what came out. */
    default void done(String summary) {}
}
