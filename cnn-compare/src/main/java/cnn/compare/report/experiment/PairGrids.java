package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.ArchitecturePair;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.Figures;
import cnn.compare.statistics.AccuracyDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which architectures differ: at a glance, and each pair with its figures. */
final class PairGrids {
    /** With fewer, the list is as easily read. */
    private static final int FEWEST = 4;

    private PairGrids() {}

    /** Differences, a row minus a column, for each backend that has enough networks. */
    static Map<String, Grid> matrices(Group group) {
        Map<String, Grid> matrices = new LinkedHashMap<>();
        group.pairs().stream().map(ArchitecturePair::backend).distinct().sorted().forEach(backend -> {
            List<ArchitecturePair> pairs =
                    group.pairs().stream().filter(pair -> pair.backend().equals(backend)).toList();
            List<String> names = group.entries().stream()
                    .filter(entry -> entry.backend().equals(backend))
                    .map(Entry::label)
                    .filter(name -> pairs.stream().anyMatch(pair -> isOf(pair, name)))
                    .toList();
            if (names.size() >= FEWEST) {
                matrices.put(backend, matrix(names, pairs));
            }
        });
        return matrices;
    }

    private static boolean isOf(ArchitecturePair pair, String name) {
        return pair.first().equals(name) || pair.second().equals(name);
    }

    private static Grid matrix(List<String> names, List<ArchitecturePair> pairs) {
        List<String> head = new ArrayList<>(List.of("row minus column"));
        names.subList(0, names.size() - 1).forEach(head::add);
        Grid grid = new Grid(head.toArray(String[]::new));
        for (int i = 1; i < names.size(); i++) {
            List<String> row = new ArrayList<>(List.of(names.get(i)));
            for (int j = 0; j < names.size() - 1; j++) {
                String name = names.get(i);
                String other = names.get(j);
                row.add(j >= i ? "" : pairs.stream()
                        .flatMap(pair -> cell(pair, name, other))
                        .findFirst()
                        .orElse(Grids.NONE));
            }
            grid.row(row.toArray(String[]::new));
        }
        return grid;
    }

    private static Stream<String> cell(ArchitecturePair pair, String name, String other) {
        double sign = pair.first().equals(name) && pair.second().equals(other)
                ? 1
                : pair.first().equals(other) && pair.second().equals(name) ? -1 : 0;
        if (sign == 0) {
            return Stream.empty();
        }
        return Stream.of(Figures.points(sign * pair.difference(), 1) + (pair.known() ? " *" : ""));
    }

    static Grid list(Group group) {
        Grid grid = new Grid(
                "pair", "backend", "seeds", "difference", "95%", "error of seeds", "of pictures", "p", "p after Holm",
                "verdict");
        for (ArchitecturePair pair : group.pairs()) {
            Optional<AccuracyDifference> over = pair.overSeeds();
            grid.row(
                    pair.first() + " – " + pair.second(),
                    pair.backend(),
                    Integer.toString(pair.seeds()),
                    Figures.points(pair.difference(), 2),
                    over.map(d -> Figures.points(d.low(), 2) + " to " + Figures.points(d.high(), 2)).orElse(Grids.NONE),
                    over.map(d -> Figures.fixed(100 * d.seedError(), 2)).orElse(Grids.NONE),
                    over.map(d -> Figures.fixed(100 * d.pictureError(), 2)).orElse(Grids.NONE),
                    Grids.p(pair.p()),
                    Grids.p(pair.adjusted()),
                    pair.verdict());
        }
        return grid;
    }
}
