package cnn.random;

/**
 * The counter-based generator Philox4x32-10: ten rounds of multiply and exchange turn a 128-bit counter and a 64-bit key
 * into 128 random bits, with no state. Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011; its constants and its published test vectors hold here.
 */
final class Philox4x32 {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long WORD = 0xFFFFFFFFL;

    /** How many counters {@link #firsts} takes at once. */
    static final int MANY = 256;

    private Philox4x32() {}

    /** The low 64 bits of the answer: words 0 and 1, word 0 in the low half. */
    static long first(int c0, int c1, int c2, int c3, long key) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            int n0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c0 = n0;
            c1 = (int) product1;
            c2 = n2;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return (c0 & 0xFFFFFFFFL) | ((long) c1 << 32);
    }

    /**
     * The same for up to {@value #MANY} counters at once. Their four words, in [0, 2³²), lie in {@code words}, each
     * {@value #MANY} behind the one before, and are overwritten: words 0 and 1 are then those of the answers. Round by round
     * over all of them, in one array: so the JIT sees that nothing overlaps, and vectorises.
     */
    static void firsts(long[] words, int count, long key) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            round(words, count, k0 & WORD, k1 & WORD);
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
    }

    private static void round(long[] c, int count, long k0, long k1) {
        for (int i = 0; i < count; i++) {
            long product0 = (MULTIPLIER_0 & WORD) * c[i];
            long product1 = (MULTIPLIER_1 & WORD) * c[i + 2 * MANY];
            c[i] = (product1 >>> 32) ^ c[i + MANY] ^ k0;
            c[i + 2 * MANY] = (product0 >>> 32) ^ c[i + 3 * MANY] ^ k1;
            c[i + MANY] = product1 & WORD;
            c[i + 3 * MANY] = product0 & WORD;
        }
    }
}
