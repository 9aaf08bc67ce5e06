package cnn.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known answers that the generator's authors publish with it (Random123, kat_vectors, philox 4x32 10). */
class Philox4x32Test {
    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, 00000000, 00000000, 00000000, 00000000, 6627e8d5, e169c58d",
        "ffffffff, ffffffff, ffffffff, ffffffff, ffffffff, ffffffff, 408f276d, 41c83b0e",
        "243f6a88, 85a308d3, 13198a2e, 03707344, a4093822, 299f31d0, d16cfe09, 94fdcceb"
    })
    void knownAnswers(
            String c0, String c1, String c2, String c3, String k0, String k1, String word0, String word1) {
        long key = word(k0) & 0xFFFFFFFFL | (long) word(k1) << 32;
        long expected = word(word0) & 0xFFFFFFFFL | (long) word(word1) << 32;
        assertThat(Philox4x32.first(word(c0), word(c1), word(c2), word(c3), key)).isEqualTo(expected);
    }

    private static int word(String hex) {
        return Integer.parseUnsignedInt(hex, 16);
    }
}
