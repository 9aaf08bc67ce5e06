package cnn.check.cases;

import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.List;

/** One random choice after the other, each at an address: for ever the same for the same seed, kind and index. */
final class Draws {
    private final AddressedRandom random;
    private final int kind;
    private final int index;
    private long next;

    Draws(long seed, String kind, int index) {
        this.random = new AddressedRandom(seed);
        this.kind = address(kind);
        this.index = index;
    }

    /** Where a kind's choices lie; 24 bits of the hash that the language specifies for a text. */
    static int address(String kind) {
        return kind.hashCode() & 0xFFFFFF;
    }

    int below(int bound) {
        return random.below(bound, Purpose.RANDOM_CASES, index, kind, next++);
    }

    /** Both ends are possible. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** True so often in a hundred. */
    boolean chance(int percent) {
        return below(100) < percent;
    }

    int pick(int... values) {
        return values[below(values.length)];
    }

    double pick(double... values) {
        return values[below(values.length)];
    }

    <T> T pick(List<T> values) {
        return values.get(below(values.size()));
    }
}
