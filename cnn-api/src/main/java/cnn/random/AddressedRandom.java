package cnn.random;

/**
 * Random numbers by address: a draw is a pure function of (seed, purpose, step, layer, index), so it is the same on every
 * engine, for any number of threads, and after a resume. Nothing is streamed and there is no state.
 */
public final class AddressedRandom {
    private final long seed;

    public AddressedRandom(long seed) {
        this.seed = seed;
    }

    /**
     * 64 random bits.
     *
     * @param step epoch or training step, the low 32 bits count
     * @param layer index of the layer, in [0, 2^24); 0 where there is none
     * @param index number of the draw, the low 32 bits and up to 2^32 of them count
     */
    public long bits(Purpose purpose, long step, int layer, long index) {
        return Philox4x32.first((int) index, (int) (index >>> 32), (int) step, (purpose.code() << 24) | layer, seed);
    }

    /**
     * The bits of up to {@value Philox4x32#MANY} neighbouring draws, the low halves of {@link #bits} from the beginning of
     * {@code words}, the high ones from {@value Philox4x32#MANY} on; faster than one by one.
     *
     * @param words memory for 4·{@value Philox4x32#MANY} numbers
     */
    void bits(Purpose purpose, long step, int layer, long first, int count, long[] words) {
        long place = (purpose.code() << 24 | layer) & 0xFFFFFFFFL;
        for (int i = 0; i < count; i++) {
            words[i] = (first + i) & 0xFFFFFFFFL;
            words[i + Philox4x32.MANY] = (first + i) >>> 32;
            words[i + 2 * Philox4x32.MANY] = step & 0xFFFFFFFFL;
            words[i + 3 * Philox4x32.MANY] = place;
        }
        Philox4x32.firsts(words, count, seed);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double uniform(Purpose purpose, long step, int layer, long index) {
        return (bits(purpose, step, layer, index) >>> 11) * 0x1p-53;
    }

    /**
     * Standard normal, by Box and Muller's transform (1958) of the two halves of one draw; {@link StrictMath}, so that the
     * bits do not depend on the machine. Its largest magnitude is √(2·ln 2^32) ≈ 6.66.
     */
    public double normal(Purpose purpose, long step, int layer, long index) {
        long bits = bits(purpose, step, layer, index);
        double radius = ((bits >>> 32) + 1) * 0x1p-32;
        double angle = (bits & 0xFFFFFFFFL) * 0x1p-32;
        return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
    }

    /** Uniform in [0, bound), by the upper bits of a product; its bias is below bound / 2^32. */
    public int below(int bound, Purpose purpose, long step, int layer, long index) {
        return (int) (((bits(purpose, step, layer, index) >>> 32) * bound) >>> 32);
    }

    /** A permutation of 0 … n - 1 (Fisher and Yates; the draw at place i has index i). */
    public int[] permutation(Purpose purpose, long step, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = below(i + 1, purpose, step, 0, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
