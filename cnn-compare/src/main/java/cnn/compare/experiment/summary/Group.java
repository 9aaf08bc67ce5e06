package cnn.compare.experiment.summary;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The experiments of one folder: what is compared with each other. */
public record Group(
        String name, List<Entry> entries, List<ArchitecturePair> pairs, List<BackendPair> backends) {
    public Group {
        entries = List.copyOf(entries);
        pairs = List.copyOf(pairs);
        backends = List.copyOf(backends);
    }

    static Group of(String name, List<Entry> found) {
        List<Entry> entries = sorted(found);
        return new Group(name, entries, Pairs.ofArchitectures(entries), Pairs.ofBackends(entries));
    }

    /** The most accurate first; but names that are figures stay in their order, which is what they are about. */
    private static List<Entry> sorted(List<Entry> entries) {
        boolean figures = entries.stream()
                .allMatch(entry -> Character.isDigit(entry.any().experiment().charAt(0)));
        return figures
                ? entries
                : entries.stream()
                        .sorted(Comparator.comparing(Entry::quick).thenComparingDouble(Group::error))
                        .toList();
    }

    private static double error(Entry entry) {
        return entry.accuracy().map(mean -> 1 - mean.mean()).orElse(Double.MAX_VALUE);
    }

    /** The most accurate of those that are no quick runs, on whichever backend; empty if there is none. */
    public Optional<Entry> best() {
        return entries.stream()
                .filter(entry -> !entry.quick() && entry.accuracy().isPresent())
                .min(Comparator.comparingDouble(Group::error));
    }
}
