package cnn.compare.bench;

import cnn.compare.statistics.Spread;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One engine's figures in one race.
 *
 * @param rounds what it did in each round
 * @param imagesPerSecond over the rounds
 * @param gigaflops effective: 6 · multiply-adds of a forward pass · images a second · 1e-9 (see {@link CaseResult})
 * @param shareOfPeak gigaflops by what the machine's peak was in the same round
 * @param heapBytesPerStep allocated on the Java heap, over the rounds
 * @param processors how many it kept busy on average, over the rounds; below the number of threads where the engine
 *     does not use them, or where other processes took them away
 * @param secondsToFullSpeed from the start of its building until it went at 80% of its median rate; empty if it did not
 *     within the warm-up
 * @param lossDifference of its first loss from the first engine's, relative; absolute where that is below 1
 * @param secondLossDifference the same after one update
 */
public record EngineResult(
        String name,
        StartUp startUp,
        Timeline warmUp,
        List<Slice> rounds,
        Spread imagesPerSecond,
        double gigaflops,
        Spread shareOfPeak,
        Spread heapBytesPerStep,
        Spread processors,
        OptionalDouble secondsToFullSpeed,
        Memory memory,
        double lossDifference,
        double secondLossDifference) {}
