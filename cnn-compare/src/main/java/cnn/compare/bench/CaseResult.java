package cnn.compare.bench;

import cnn.compare.statistics.Spread;
import java.util.List;
import java.util.Optional;

/**
 * One race: a network, a batch size, a number of threads.
 *
 * <p>Effective floating-point operations are counted as for the direct algorithms, whatever an engine really does: a
 * training step has three products of the forward pass's size (y, dx and dw), and a multiply-add is two operations, so
 * 6 · multiply-adds an image. Faster algorithms (Winograd's) can reach more than the machine's peak.
 *
 * @param multiplyAdds of a forward pass of one image
 * @param parameters how many the network has
 * @param peakLoop what measured the peak
 * @param peakGigaflops of the machine, over the rounds
 * @param peakProcessors how many the loop got; below the number of threads if other programs ran meanwhile
 * @param engines in the order in which they were named
 * @param ratios of each engine to each other one, round by round
 * @param notRun engines that have no counterpart to a layer, with the reason
 * @param idleProcessors how many processors the waiting engines' processes kept busy while another had its turn
 */
public record CaseResult(
        BenchCase what,
        long multiplyAdds,
        int parameters,
        String peakLoop,
        Spread peakGigaflops,
        Spread peakProcessors,
        List<EngineResult> engines,
        List<Ratio> ratios,
        List<NotRun> notRun,
        Spread idleProcessors) {

    /** {@code engine} is so many times as fast as {@code other}: the spread of the ratios of all rounds. */
    public record Ratio(String engine, String other, Spread times) {}

    public record NotRun(String engine, String why) {}

    public Optional<Ratio> ratio(String engine, String other) {
        return ratios.stream()
                .filter(r -> r.engine().equals(engine) && r.other().equals(other))
                .findFirst();
    }
}
