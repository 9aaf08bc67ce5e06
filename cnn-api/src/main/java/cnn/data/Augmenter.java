package cnn.data;

/**
 * Makes training samples that differ from epoch to epoch. What it makes of a sample is a function of (source, seed,
 * epoch, index of the sample in the source) alone: the same in whichever batch the sample comes, on whichever engine
 * and thread, and after a resume. Safe for several readers at once.
 */
public interface Augmenter {
    /** Whether a sample may get a share of another one, and so a second label. */
    boolean mixes();

    /** A reader of its own for each thread. */
    Reader reader(SampleSource source, long seed, long epoch);

    /** Reads samples as they are in one epoch; used by one thread. Allocates nothing per sample. */
    interface Reader {
        /** Writes sample {@code index}, row-major, into {@code target} from {@code offset} on. */
        void read(int index, float[] target, int offset);

        /** The label of what was mixed into the sample last read; its own where nothing was. */
        int secondLabel();

        /** The share of that in the sample last read, in [0, 1]; 0 where nothing was mixed in. */
        float secondShare();
    }
}
