package cnn.scratch.kernel;

/**
 * The elements that an inner product takes from one operand, as runs of consecutive addresses relative to a row's start:
 * run r covers {@code start[r] … start[r] + length[r] - 1}. Every length is at least 1. A 3×3 convolution over blocks of
 * 16 channels has one run of 48 elements for each kernel row and block.
 *
 * @param start offset of each run's first element
 * @param length number of elements of each run
 */
public record Runs(int[] start, int[] length) {
    /** A single run from the row's start on. */
    public static Runs single(int length) {
        return new Runs(new int[] {0}, new int[] {length});
    }

    /** The number of elements in all runs. */
    public int elements() {
        int sum = 0;
        for (int n : length) {
            sum += n;
        }
        return sum;
    }
}
