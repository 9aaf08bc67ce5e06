package cnn.compare.experiment.summary;

import cnn.compare.experiment.UnitResult;
import cnn.compare.statistics.EquivalenceTest;
import cnn.compare.statistics.Holm;
import cnn.compare.statistics.McNemarTest;
import cnn.compare.statistics.MeanInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Who may be compared with whom, and what comes out. */
final class Pairs {
    private Pairs() {}

    /** Two trainings with the same seed, judged by the same pictures. */
    private record Match(UnitResult.Test first, UnitResult.Test second) {
        double difference() {
            return first.accuracy() - second.accuracy();
        }

        double mcNemar() {
            return McNemarTest.compare("first", first.predicted(), "second", second.predicted(), first.labels())
                    .pValue();
        }

        double sameAnswers() {
            return IntStream.range(0, first.size())
                            .filter(i -> first.predicted()[i] == second.predicted()[i])
                            .count()
                    / (double) first.size();
        }
    }

    private static List<Match> matches(Entry a, Entry b) {
        List<Match> matches = new ArrayList<>();
        for (UnitResult one : a.results()) {
            for (UnitResult other : b.results()) {
                boolean same = one.seed() == other.seed()
                        && one.quick() == other.quick()
                        && one.samples().dataset().equals(other.samples().dataset());
                if (same && one.test().isPresent() && other.test().isPresent()
                        && Arrays.equals(one.test().get().labels(), other.test().get().labels())) {
                    matches.add(new Match(one.test().get(), other.test().get()));
                }
            }
        }
        return matches;
    }

    static List<ArchitecturePair> ofArchitectures(List<Entry> entries) {
        List<ArchitecturePair> pairs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                Entry a = entries.get(i);
                Entry b = entries.get(j);
                List<Match> matches = matches(a, b);
                if (a.backend().equals(b.backend()) && !matches.isEmpty()) {
                    pairs.add(pair(a, b, matches));
                }
            }
        }
        double[] adjusted =
                Holm.adjust(pairs.stream().mapToDouble(ArchitecturePair::p).toArray());
        return IntStream.range(0, pairs.size())
                .mapToObj(k -> pairs.get(k).withAdjusted(adjusted[k]))
                .toList();
    }

    private static ArchitecturePair pair(Entry a, Entry b, List<Match> matches) {
        double[] differences = matches.stream().mapToDouble(Match::difference).toArray();
        List<Double> mcNemar = matches.stream().map(Match::mcNemar).toList();
        MeanInterval mean = MeanInterval.of(differences);
        double p = matches.size() == 1 ? mcNemar.get(0) : test(matches, 1).pDifference();
        return new ArchitecturePair(
                a.backend(), a.label(), b.label(), matches.size(), mean.mean(), mean.low(), mean.high(), mcNemar, p, p);
    }

    private static EquivalenceTest test(List<Match> matches, int comparisons) {
        double[] differences = matches.stream().mapToDouble(Match::difference).toArray();
        double onePicture = 1.0 / matches.get(0).first().size();
        return EquivalenceTest.of(differences, BackendPair.DELTA, onePicture, comparisons);
    }

    private record Candidate(Entry a, Entry b, List<Match> matches) {}

    static List<BackendPair> ofBackends(List<Entry> entries) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                Entry a = entries.get(i);
                Entry b = entries.get(j);
                boolean same = a.any().recipe().equals(b.any().recipe())
                        && a.any().experiment().equals(b.any().experiment())
                        && !a.backend().equals(b.backend());
                List<Match> matches = same ? matches(a, b) : List.of();
                if (!matches.isEmpty()) {
                    candidates.add(new Candidate(a, b, matches));
                }
            }
        }
        return candidates.stream()
                .map(c -> new BackendPair(
                        c.a().label(),
                        c.a().backend(),
                        c.b().backend(),
                        test(c.matches(), candidates.size()),
                        c.matches().stream().mapToDouble(Match::sameAnswers).average().orElseThrow(),
                        c.matches().stream().map(Match::mcNemar).toList()))
                .toList();
    }
}
