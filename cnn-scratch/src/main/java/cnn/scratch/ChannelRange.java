package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole blocks of a convolution's channels that depend on the same groups on its other side. What they sum over is then
 * the same, with zeros as weights where a channel and an element are of different groups. Without groups there is one
 * range.
 *
 * @param first a multiple of {@value Kernels#BLOCK}
 * @param count number of channels; the last block may be ragged
 * @param firstGroup the first group that any of the channels belongs to
 * @param endGroup the group behind the last one
 */
record ChannelRange(int first, int count, int firstGroup, int endGroup) {

    /**
     * All of {@code channels}, which fall into {@code groups} of neighbours, in as few ranges as do no needless work.
     */
    static List<ChannelRange> split(int channels, int groups) {
        List<ChannelRange> ranges = new ArrayList<>();
        for (int first = 0; first < channels; first += Kernels.BLOCK) {
            ChannelRange block = block(first, channels, groups);
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).sameGroups(block)) {
                ranges.set(last, ranges.get(last).with(block));
            } else {
                ranges.add(block);
            }
        }
        return List.copyOf(ranges);
    }

    private static ChannelRange block(int first, int channels, int groups) {
        int size = channels / groups;
        int count = Math.min(Kernels.BLOCK, channels - first);
        return new ChannelRange(first, count, first / size, (first + count - 1) / size + 1);
    }

    private boolean sameGroups(ChannelRange other) {
        return firstGroup == other.firstGroup && endGroup == other.endGroup;
    }

    private ChannelRange with(ChannelRange next) {
        return new ChannelRange(first, count + next.count, firstGroup, endGroup);
    }

    int firstBlock() {
        return first / Kernels.BLOCK;
    }
}
