package cnn.compare.experiment.summary;

import cnn.compare.experiment.UnitResult;
import cnn.compare.statistics.AccuracyDifference;
import cnn.compare.statistics.EquivalenceTest;
import cnn.compare.statistics.Holm;
import cnn.compare.statistics.McNemarTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who may be compared with whom, and what comes out. */
final class Pairs {
    private Pairs() {}

    /** Two trainings judged by the same pictures. */
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

    /** Those with the same seed. */
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
                if (a.backend().equals(b.backend()) && samePictures(a, b)) {
                    pairs.add(pair(a, b));
                }
            }
        }
        return adjusted(pairs);
    }

    private static boolean samePictures(Entry a, Entry b) {
        return a.quick() == b.quick()
                && a.any().samples().dataset().equals(b.any().samples().dataset())
                && !a.tests().isEmpty()
                && !b.tests().isEmpty()
                && Stream.concat(a.tests().stream(), b.tests().stream())
                        .allMatch(test -> Arrays.equals(test.labels(), a.tests().get(0).labels()));
    }

    /** Pairs over seeds and pairs of single trainings answer different questions: each kind is a family of its own. */
    private static List<ArchitecturePair> adjusted(List<ArchitecturePair> pairs) {
        ArchitecturePair[] all = pairs.toArray(ArchitecturePair[]::new);
        for (boolean overSeeds : new boolean[] {true, false}) {
            int[] kind = IntStream.range(0, all.length)
                    .filter(k -> all[k].overSeeds().isPresent() == overSeeds)
                    .toArray();
            double[] adjusted =
                    Holm.adjust(IntStream.of(kind).mapToDouble(k -> all[k].p()).toArray());
            for (int k = 0; k < kind.length; k++) {
                all[kind[k]] = all[kind[k]].withAdjusted(adjusted[k]);
            }
        }
        return List.of(all);
    }

    private static ArchitecturePair pair(Entry a, Entry b) {
        int seeds = Math.min(a.tests().size(), b.tests().size());
        if (seeds > 1) {
            AccuracyDifference found = AccuracyDifference.of(rights(a), rights(b));
            return new ArchitecturePair(
                    a.backend(), a.label(), b.label(), seeds, found.difference(), Optional.of(found), found.pValue(), 1);
        }
        Match once = new Match(a.tests().get(0), b.tests().get(0));
        return new ArchitecturePair(
                a.backend(), a.label(), b.label(), seeds, once.difference(), Optional.empty(), once.mcNemar(), 1);
    }

    /** For each seed, whether each answer was right. */
    private static List<boolean[]> rights(Entry entry) {
        return entry.tests().stream()
                .map(test -> {
                    boolean[] right = new boolean[test.size()];
                    for (int i = 0; i < right.length; i++) {
                        right[i] = test.predicted()[i] == test.labels()[i];
                    }
                    return right;
                })
                .toList();
    }

    /** Over seeds. */
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
