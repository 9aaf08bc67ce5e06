package cnn.compare.report.experiment;

import cnn.compare.experiment.UnitResult;
import cnn.compare.experiment.summary.ArchitecturePair;
import cnn.compare.experiment.summary.BackendPair;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;
import cnn.compare.statistics.MeanInterval;
import cnn.compare.statistics.WilsonInterval;
import cnn.config.Published;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The report for other programs; each picture's answer stands in the units' {@code result.json}. */
public final class ExperimentJson {
    /** Grows when a field changes its meaning or goes. */
    public static final int FORMAT_VERSION = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ExperimentJson() {}

    private record Document(String format, int formatVersion, List<String> notes, List<GroupOf> groups) {}

    private record GroupOf(
            String name, List<Row> networks, List<ArchitecturePair> pairs, List<BackendPair> backends) {}

    private record Row(
            String network,
            String title,
            String backend,
            boolean quick,
            String recipe,
            int parameters,
            long multiplyAdds,
            Optional<MeanInterval> accuracy,
            Optional<WilsonInterval> sampling,
            OptionalDouble testLoss,
            OptionalDouble calibrationError,
            String engine,
            double secondsAnEpoch,
            List<Double> losses,
            List<Double> validationAccuracies,
            List<Published> published,
            List<Seed> seeds) {}

    private record Seed(
            long seed, Optional<String> problem, OptionalDouble accuracy, List<List<Integer>> confusion, int epochs) {}

    public static String of(Summary summary) {
        List<GroupOf> groups = summary.groups().stream().map(ExperimentJson::group).toList();
        Document document = new Document("cnn-experiment", FORMAT_VERSION, summary.notes(), groups);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static GroupOf group(Group group) {
        return new GroupOf(
                group.name(),
                group.entries().stream().map(ExperimentJson::row).toList(),
                group.pairs(),
                group.backends());
    }

    private static Row row(Entry entry) {
        UnitResult any = entry.any();
        return new Row(
                entry.label(),
                any.title(),
                entry.backend(),
                entry.quick(),
                any.recipe(),
                any.architecture().parameters(),
                any.architecture().multiplyAdds(),
                entry.accuracy(),
                entry.sampling(),
                entry.testLoss(),
                entry.calibrationError(),
                entry.engine(),
                entry.secondsAnEpoch(),
                entry.losses(),
                entry.validationAccuracies(),
                any.published(),
                entry.results().stream().map(ExperimentJson::seed).toList());
    }

    private static Seed seed(UnitResult result) {
        return new Seed(
                result.seed(),
                result.problem(),
                result.test().map(t -> OptionalDouble.of(t.accuracy())).orElse(OptionalDouble.empty()),
                result.test().map(UnitResult.Test::confusion).orElse(List.of()),
                result.epochs().size());
    }
}
