package cnn.random;

/**
 * Which elements a dropout layer keeps in one pass: a pure function of (seed, step, layer, index), so the mask is the same on
 * every engine, for any number of threads, and in the backward pass, which may ask again instead of storing it.
 *
 * <p>The elements 2j and 2j + 1 share the 64 bits of draw j ({@link AddressedRandom#bits} for {@link Purpose#DROPOUT}): the
 * even one has the low half, the odd one the high half. An element is kept if its 32 bits, unsigned, are at least
 * round(rate·2³²), so that the share of the dropped ones is the rate to within 2⁻³³.
 */
public final class DropoutMask {
    private final AddressedRandom random;
    private final long step;
    private final int layer;
    private final double factor;
    private final long threshold;

    /**
     * @param seed of the pass, and its training {@code step} (see {@code cnn.backend.Mode})
     * @param layer the layer's index in its network
     * @param rate the probability to be dropped, in [0, 1)
     */
    public DropoutMask(long seed, long step, int layer, double rate) {
        this.random = new AddressedRandom(seed);
        this.step = step;
        this.layer = layer;
        this.factor = 1 / (1 - rate);
        this.threshold = Math.round(rate * 0x1p32);
    }

    /** Whether the element (of {@link cnn.spec.Dropout}) or the channel (of {@link cnn.spec.SpatialDropout2d}) is kept. */
    public boolean keeps(long index) {
        long bits = random.bits(Purpose.DROPOUT, step, layer, index >>> 1);
        return keeps(bits, index);
    }

    private boolean keeps(long bits, long index) {
        return ((index & 1) == 0 ? bits & 0xFFFFFFFFL : bits >>> 32) >= threshold;
    }

    /** What kept elements are multiplied by: 1 / (1 - rate). */
    public double factor() {
        return factor;
    }

    /**
     * The factors of a run of elements, {@link #factor} or 0.
     *
     * @param first index of the first element
     * @param to receives {@code count} factors from {@code at} on
     */
    public void factors(long first, int count, double[] to, int at) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (i == 0 || (index & 1) == 0) {
                bits = random.bits(Purpose.DROPOUT, step, layer, index >>> 1);
            }
            to[at + i] = keeps(bits, index) ? factor : 0;
        }
    }

    /** The same, rounded to float. */
    public void factors(long first, int count, float[] to, int at) {
        float rounded = (float) factor;
        long bits = 0;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (i == 0 || (index & 1) == 0) {
                bits = random.bits(Purpose.DROPOUT, step, layer, index >>> 1);
            }
            to[at + i] = keeps(bits, index) ? rounded : 0;
        }
    }

    /**
     * The same about four times as fast, for engines that draw many.
     *
     * @param scratch made by {@link #scratch}; anything may be in it
     */
    public void factors(long first, int count, float[] to, int at, long[] scratch) {
        int bits = Float.floatToRawIntBits((float) factor);
        for (int done = 0; done < count; ) {
            long draw = (first + done) >>> 1;
            int skip = (int) ((first + done) & 1);
            int elements = Math.min(count - done, 2 * Philox4x32.MANY - skip);
            random.bits(Purpose.DROPOUT, step, layer, draw, (skip + elements + 1) / 2, scratch);
            for (int i = 0; i < elements; i++) {
                int place = i + skip;
                long word = scratch[(place & 1) * Philox4x32.MANY + (place >>> 1)];
                // All ones where the word is below the threshold, without a branch that nobody could predict.
                int dropped = (int) ((word - threshold) >> 63);
                to[at + done + i] = Float.intBitsToFloat(bits & ~dropped);
            }
            done += elements;
        }
    }

    /** Memory for one thread's {@link #factors}. */
    public static long[] scratch() {
        return new long[4 * Philox4x32.MANY];
    }
}
