package cnn.compare.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.experiment.summary.ArchitecturePair;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;
import cnn.compare.experiment.summary.TestPictures;
import cnn.compare.report.experiment.ExperimentReport;
import cnn.compare.statistics.AccuracyDifference;
import cnn.compare.statistics.WilsonInterval;
import cnn.config.Published;
import cnn.error.BadInputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What a report says of results whose figures were computed by hand. */
class SummaryTest {
    private static final int SIZE = 100;

    @TempDir
    private Path out;

    /** Of 100 pictures, the first {@code right} are answered rightly. */
    private void result(String name, String backend, long seed, boolean quick, int right) throws IOException {
        int[] labels = IntStream.range(0, SIZE).map(i -> i % 2).toArray();
        int[] predicted = IntStream.range(0, SIZE).map(i -> i < right ? i % 2 : 1 - i % 2).toArray();
        double[] confidence = IntStream.range(0, SIZE).mapToDouble(i -> 0.5 + i / 1000.0).toArray();
        WilsonInterval interval = WilsonInterval.of(right, SIZE);
        UnitResult.Test test = new UnitResult.Test(
                0.5, right, SIZE, right / (double) SIZE, interval.low(), interval.high(),
                List.of(List.of(right / 2, 50 - right / 2), List.of(50 - right / 2, right / 2)),
                OptionalDouble.of(0.1), OptionalDouble.of(0.8), labels, predicted, confidence);
        OptionalDouble none = OptionalDouble.empty();
        UnitResult.Epoch epoch = new UnitResult.Epoch(1, 0.7, none, none, 0.1, OptionalDouble.of(50), OptionalDouble.of(2));
        UnitResult whole = new UnitResult(
                ResultFile.FORMAT, "zoo", name, "A network & <more>.", backend, seed, quick, "recipe-of-" + name + quick,
                Optional.empty(),
                new UnitResult.Architecture("[3, 32, 32]", 1234, 5_600_000, "layers"),
                new UnitResult.Samples("cats-dogs-32", List.of("cat", "dog"), 100, 0, SIZE, 10, List.of()),
                List.of(epoch), Optional.of(test),
                List.of(new UnitResult.LayerGradient("conv1.w", List.of(1e-3))),
                List.of(new Published(0.7, 0.72, "test", 1000, "Somebody | 2017")),
                new UnitResult.Surroundings("machine", "17", backend, "cnn test", "experiment run", "today"));
        Path folder = out.resolve("zoo").resolve(name + quick).resolve(backend).resolve("seed-" + seed);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(Unit.RECIPE), name);
        ResultFile.write(folder, whole);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        result("a", "scratch", 1, false, 60);
        Path folder = out.resolve("zoo/afalse/scratch/seed-1");
        UnitResult read = ResultFile.read(folder);
        assertThat(read.test().orElseThrow().correct()).isEqualTo(60);
        assertThat(read.epochs().get(0).validationLoss()).isEmpty();
        Files.writeString(folder.resolve(Unit.RESULT), "{");
        assertThatThrownBy(() -> ResultFile.read(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("result.json");
    }

    /** 0.6, 0.7, 0.8: mean 0.7, s = 0.1, t₀.₉₇₅(2) = 4.302653. */
    @Test
    void meansIntervalsAndPairsAreThoseComputedByHand() throws IOException {
        for (int seed = 1; seed <= 3; seed++) {
            result("a", "scratch", seed, false, 50 + 10 * seed);
            result("b", "scratch", seed, false, 30 + 10 * seed);
            result("a", "nd4j", seed, false, 50 + 10 * seed);
        }
        Group group = Summary.read(out).groups().get(0);
        assertThat(group.entries()).extracting(Entry::label, Entry::backend).containsExactly(
                tuple("a", "nd4j"),
                tuple("a", "scratch"),
                tuple("b", "scratch"));
        Entry a = group.entries().get(1);
        double half = 4.302653 * 0.1 / Math.sqrt(3);
        assertThat(a.accuracy().orElseThrow().mean()).isCloseTo(0.7, within(1e-12));
        assertThat(a.accuracy().orElseThrow().low()).isCloseTo(0.7 - half, within(1e-6));
        assertThat(a.sampling()).contains(WilsonInterval.of(70, SIZE));
        assertThat(a.accuracies()).containsExactly(0.6, 0.7, 0.8);
        assertThat(a.secondsAnEpoch()).isEqualTo(2);

        assertThat(group.pairs()).hasSize(1);
        ArchitecturePair pair = group.pairs().get(0);
        assertThat(pair.difference()).isCloseTo(0.2, within(1e-12));
        AccuracyDifference over = pair.overSeeds().orElseThrow();
        // var(a) = var(b) = 0.01, three seeds each.
        assertThat(over.seedError()).isCloseTo(Math.sqrt(0.02 / 3), within(1e-12));
        // Ten pictures each of d = ⅓, ⅔, ⅔, ⅓, the others 0: Σd² = 100/9, less n·0.2² = 4, by 99 and by 100.
        assertThat(over.pictureError()).isCloseTo(Math.sqrt((100 / 9.0 - 4) / 99 / 100), within(1e-12));
        assertThat(pair.adjusted()).isEqualTo(pair.p()).isEqualTo(over.pValue());
        assertThat(pair.verdict()).isEqualTo("not known to differ");

        assertThat(group.backends()).hasSize(1);
        assertThat(group.backends().get(0).sameAnswers()).isEqualTo(1);
        assertThat(group.backends().get(0).test().mean()).isZero();
    }

    /** The most accurate first; a copy is no second seed; what a killed process left is nothing. */
    @Test
    void trainingsAreSortedAndCountOnce() throws IOException {
        result("a", "scratch", 1, false, 60);
        result("b", "scratch", 1, false, 80);
        result("c", "scratch", 1, false, 70);
        Path original = out.resolve("zoo/bfalse/scratch/seed-1");
        for (String copy : List.of("copy/scratch/seed-1", ".draft-deleted-seed-1")) {
            Path folder = Files.createDirectories(out.resolve("zoo").resolve(copy));
            Files.writeString(folder.resolve(Unit.RECIPE), "b");
            Files.copy(original.resolve(Unit.RESULT), folder.resolve(Unit.RESULT));
        }
        Summary summary = Summary.read(out);
        assertThat(summary.notes()).singleElement().asString().startsWith("b on scratch, seed 1, is there twice");
        assertThat(summary.groups().get(0).entries()).extracting(Entry::label).containsExactly("b", "c", "a");
        assertThat(summary.groups().get(0).entries()).allSatisfy(entry -> assertThat(entry.results()).hasSize(1));
    }

    /** One training each: McNemar's test, which is of these trainings alone, in a family of its own. */
    @Test
    void singleTrainingsAreNotWaysToTrain() throws IOException {
        for (int seed = 1; seed <= 2; seed++) {
            result("a", "scratch", seed, false, 58 + seed);
            result("b", "scratch", seed, false, 78 + seed);
        }
        result("c", "scratch", 1, false, 99);
        List<ArchitecturePair> pairs = Summary.read(out).groups().get(0).pairs();
        assertThat(pairs).extracting(ArchitecturePair::verdict).containsExactly(
                "c answered better, this once", "c answered better, this once", "b is better");
        // Pictures that only the first got right: 99 - 79 and 99 - 59; twice is Holm's for the smaller of the two.
        assertThat(pairs.get(0).p()).isCloseTo(Math.pow(2, -19), within(1e-15));
        assertThat(pairs.get(1).adjusted()).isCloseTo(2 * Math.pow(2, -39), within(1e-20));
        assertThat(pairs.get(2).adjusted()).isEqualTo(pairs.get(2).p());
        assertThat(pairs.get(2).difference()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void quickResultsAreNeverAveragedWithWholeOnes() throws IOException {
        result("a", "scratch", 1, false, 60);
        result("a", "scratch", 1, true, 90);
        Summary summary = Summary.read(out);
        assertThat(summary.notes().get(0)).startsWith("QUICK: 1 of 2").contains("never averaged");
        assertThat(summary.groups().get(0).entries())
                .extracting(Entry::label)
                .containsExactly("a", "a (quick)");
        assertThat(summary.groups().get(0).pairs()).isEmpty();
        assertThat(summary.groups().get(0).entries().get(0).accuracy().orElseThrow().mean()).isEqualTo(0.6);
    }

    @Test
    void mistakesComeInTheOrderOfTheirConfidence() throws IOException {
        result("a", "scratch", 1, false, 95);
        Entry entry = Summary.read(out).groups().get(0).entries().get(0);
        assertThat(TestPictures.mistakes(entry, 3))
                .extracting(TestPictures.Mistake::index)
                .containsExactly(99, 98, 97);
    }

    @Test
    void theReportIsWellFormedAndWhole() throws Exception {
        result("a", "scratch", 1, false, 60);
        result("b", "scratch", 1, false, 80);
        Files.createDirectories(out.resolve("zoo/c"));
        Files.writeString(out.resolve("zoo/c").resolve(Unit.RECIPE), "begun");
        ExperimentReport.write(Summary.read(out), new TestPictures(Optional.empty()), out);
        String html = Files.readString(out.resolve("report.html"));
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
        assertThat(html).contains("60.00%", "1 training has not ended", "The pictures cannot be shown", "guessing");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("| a | scratch | 1,234 | 5.6M | 1 | 1 | 60.00% |")
                .contains("Somebody \\| 2017")
                .contains("b answered better, this once", "Most accurate: b on scratch with 80.00% (one seed)");
        assertThat(Files.readString(out.resolve("report.json"))).contains("\"parameters\" : 1234");
        assertThat(ExperimentReport.console(Summary.read(out))).contains("80.00%");
    }

    @Test
    void nothingToReportIsBadInput() throws IOException {
        assertThatThrownBy(() -> Summary.read(out.resolve("none"))).hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> Summary.read(out)).hasMessageContaining("there are no results in");
        Files.writeString(out.resolve(Unit.RECIPE), "begun");
        assertThatThrownBy(() -> Summary.read(out)).hasMessageContaining("have not ended (1)");
    }
}
