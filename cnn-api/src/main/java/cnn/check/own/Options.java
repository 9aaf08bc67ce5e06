package cnn.check.own;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the user wants.
 *
 * @param range of x, smallest and largest; empty for the usual ones
 * @param atMost how many elements of a tensor to try one by one
 * @param keepsOnePass whether backward belongs to the last forward pass, whatever x it is given
 * @param without rules that are switched off
 */
record Options(long seed, Optional<Range> range, int atMost, boolean keepsOnePass, Set<OwnRule> without) {
    record Range(double from, double to) {}

    static final Options USUAL = new Options(1, Optional.empty(), 256, false, Set.of());

    Options {
        without = Set.copyOf(without);
    }

    Options withSeed(long other) {
        return new Options(other, range, atMost, keepsOnePass, without);
    }

    Options withRange(double from, double to) {
        return new Options(seed, Optional.of(new Range(from, to)), atMost, keepsOnePass, without);
    }

    Options withAtMost(int other) {
        return new Options(seed, range, other, keepsOnePass, without);
    }

    Options keepingOnePass() {
        return new Options(seed, range, atMost, true, without);
    }

    Options withoutRule(OwnRule rule) {
        Set<OwnRule> more = EnumSet.of(rule);
        more.addAll(without);
        return new Options(seed, range, atMost, keepsOnePass, more);
    }
}
