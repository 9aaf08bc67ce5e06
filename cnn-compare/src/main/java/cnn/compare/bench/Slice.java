package cnn.compare.bench;

/**
 * What was done in one slice of a race.
 *
 * @param steps at least 1
 * @param work images, or floating-point operations for the loop that measures the machine's peak
 * @param seconds of wall clock
 * @param heapBytes allocated on the Java heap by all threads
 */
public record Slice(long steps, double work, double seconds, long heapBytes) {
    public double workPerSecond() {
        return work / seconds;
    }

    public double heapBytesPerStep() {
        return (double) heapBytes / steps;
    }
}
