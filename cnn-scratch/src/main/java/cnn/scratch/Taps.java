package cnn.scratch;

import cnn.scratch.kernel.Runs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The elements that one output of a convolution sums over, as offsets from the output's place in the input: collected
 * tap by tap, then merged into the longest runs of consecutive addresses. The order of summation follows the addresses.
 */
final class Taps {
    /**
     * A stretch of lanes of one group under one kernel element: lane l has weight number {@code weight + l·laneStep}.
     */
    private record Tap(int offset, int lanes, int weight, int laneStep, int group) {}

    private final List<Tap> taps = new ArrayList<>();

    void add(int offset, int lanes, int weight, int laneStep, int group) {
        taps.add(new Tap(offset, lanes, weight, laneStep, group));
    }

    private List<Tap> sorted() {
        return taps.stream().sorted(Comparator.comparingInt(Tap::offset)).toList();
    }

    Runs runs() {
        List<Integer> starts = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int end = Integer.MIN_VALUE;
        for (Tap tap : sorted()) {
            if (tap.offset() == end) {
                int last = lengths.size() - 1;
                lengths.set(last, lengths.get(last) + tap.lanes());
            } else {
                starts.add(tap.offset());
                lengths.add(tap.lanes());
            }
            end = tap.offset() + tap.lanes();
        }
        return new Runs(ints(starts), ints(lengths));
    }

    /** The number of each element's weight within one output channel's weights, in the order of {@link #runs}. */
    int[] weights() {
        List<Integer> weights = new ArrayList<>();
        for (Tap tap : sorted()) {
            for (int l = 0; l < tap.lanes(); l++) {
                weights.add(tap.weight() + l * tap.laneStep());
            }
        }
        return ints(weights);
    }

    /** The group of each element, in the order of {@link #runs}. */
    int[] groups() {
        List<Integer> groups = new ArrayList<>();
        for (Tap tap : sorted()) {
            for (int l = 0; l < tap.lanes(); l++) {
                groups.add(tap.group());
            }
        }
        return ints(groups);
    }

    static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
