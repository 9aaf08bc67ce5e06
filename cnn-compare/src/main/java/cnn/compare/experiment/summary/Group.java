package cnn.compare.experiment.summary;

import java.util.List;

/** The experiments of one folder: what is compared with each other. */
public record Group(
        String name, List<Entry> entries, List<ArchitecturePair> pairs, List<BackendPair> backends) {
    public Group {
        entries = List.copyOf(entries);
        pairs = List.copyOf(pairs);
        backends = List.copyOf(backends);
    }

    static Group of(String name, List<Entry> entries) {
        return new Group(name, entries, Pairs.ofArchitectures(entries), Pairs.ofBackends(entries));
    }
}
