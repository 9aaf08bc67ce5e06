package cnn.compare.bench;

import cnn.compare.statistics.Spread;
import cnn.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;

/** Makes a race's figures of what its lanes have done. */
final class Scores {
    /** Forward, dx and dw, each a multiply-add of two operations (see {@link CaseResult}). */
    private static final double OPERATIONS_A_MULTIPLY_ADD = 6;

    /** The share of the final rate that counts as full speed. */
    private static final double FULL_SPEED = 0.8;

    private final BenchCase what;
    private final NetworkSpec network;
    private final Race race;

    Scores(BenchCase what, NetworkSpec network, Race race) {
        this.what = what;
        this.network = network;
        this.race = race;
    }

    CaseResult result() {
        Lane peak = race.lanes().stream()
                .filter(lane -> lane.name().equals(PeakLoad.NAME))
                .findFirst()
                .orElseThrow();
        List<Lane> engines = race.lanes().stream().filter(lane -> lane != peak).toList();
        List<CaseResult.Ratio> ratios = new ArrayList<>();
        for (Lane a : engines) {
            for (Lane b : engines) {
                if (a != b) {
                    ratios.add(new CaseResult.Ratio(a.name(), b.name(), a.ratesBy(b)));
                }
            }
        }
        return new CaseResult(
                what,
                network.multiplyAdds(),
                network.parameterCount(),
                peak.startUp().description(),
                scaled(peak.rates(), 1e-9),
                peak.processors(),
                engines.stream().map(lane -> engine(lane, engines.get(0), peak)).toList(),
                ratios,
                List.copyOf(race.notRun()),
                race.idleProcessors());
    }

    private EngineResult engine(Lane lane, Lane first, Lane peak) {
        double operations = OPERATIONS_A_MULTIPLY_ADD * network.multiplyAdds();
        Spread rates = lane.rates();
        return new EngineResult(
                lane.name(),
                lane.startUp(),
                lane.warmUp(),
                lane.slices(),
                rates,
                operations * rates.median() * 1e-9,
                scaled(lane.ratesBy(peak), operations),
                lane.heapBytesPerStep(),
                lane.processors(),
                lane.warmUp().reached(FULL_SPEED * rates.median()),
                lane.contestant().memory(),
                difference(lane, first, 0),
                difference(lane, first, 1));
    }

    /** A loss near zero is a difference of outputs that are not: below 1, its own size says nothing about rounding. */
    private static double difference(Lane lane, Lane first, int step) {
        double loss = lane.startUp().losses().get(step);
        double expected = first.startUp().losses().get(step);
        return Math.abs(loss - expected) / Math.max(1, Math.abs(expected));
    }

    private static Spread scaled(Spread s, double by) {
        return new Spread(
                s.count(), by * s.min(), by * s.lowerQuartile(), by * s.median(), by * s.upperQuartile(), by * s.max());
    }
}
