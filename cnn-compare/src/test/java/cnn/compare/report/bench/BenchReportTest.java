package cnn.compare.report.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.bench.BenchCase;
import cnn.compare.bench.BenchResult;
import cnn.compare.bench.BenchSettings;
import cnn.compare.bench.CaseResult;
import cnn.compare.bench.EngineResult;
import cnn.compare.bench.Memory;
import cnn.compare.bench.Slice;
import cnn.compare.bench.StartUp;
import cnn.compare.bench.Timeline;
import cnn.compare.statistics.Spread;
import cnn.error.BadInputException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {
    private static final Spread NONE = Spread.of(0, 0, 0);

    private static EngineResult engine(String name, double rate, OptionalDouble fullSpeed) {
        return new EngineResult(
                name,
                new StartUp(name + " <fast>", "17.0.1 (Some)", 1.25, List.of(0.7, 0.6)),
                new Timeline(List.of(new Timeline.Point(1, 0), new Timeline.Point(2, rate))),
                List.of(new Slice(10, rate, 1, 1024)),
                Spread.of(rate, rate / 2, rate * 2),
                rate / 10,
                Spread.of(0.5, 0.4, 0.6),
                Spread.of(1024, 1024, 2048),
                Spread.of(1.9, 1.8, 2),
                fullSpeed,
                new Memory(OptionalLong.of(300L << 20), OptionalLong.of(20L << 20)),
                1e-7,
                Double.NaN);
    }

    private static BenchResult result(double gotProcessors, String... problems) {
        CaseResult race = new CaseResult(
                new BenchCase("lenet-32", 64, 2),
                1_000_000,
                5000,
                "multiply-adds",
                Spread.of(200, 190, 210),
                Spread.of(gotProcessors),
                List.of(engine("scratch", 1234, OptionalDouble.of(2.5)), engine("nd4j", 61.7, OptionalDouble.empty())),
                List.of(
                        new CaseResult.Ratio("scratch", "nd4j", Spread.of(20, 19, 23)),
                        new CaseResult.Ratio("nd4j", "scratch", Spread.of(0.05, 0.043, 0.0526))),
                List.of(new CaseResult.NotRun("dl4j", "no counterpart")),
                NONE);
        return new BenchResult(
                "bench --short",
                "2025-01-01",
                "A machine",
                "17.0.1",
                Map.of("OMP_WAIT_POLICY", "passive"),
                new BenchSettings(3, 1, 4, 0.2),
                List.of(race),
                List.of(problems));
    }

    @Test
    void theTableShowsMediansSpreadsAndRatiosToTheFirst() {
        String text = BenchConsole.of(result(2), false);
        assertThat(text)
                .contains("lenet-32, batch 64, 2 threads")
                .containsPattern("scratch +1,234 +\\(617 - 2,468\\) +123 +50%\n")
                .containsPattern("nd4j +61\\.7 +\\(30\\.9 - 123\\) +6\\.2 +50% +20\\.0 × +\\(19\\.0 - 23\\.0\\)\n")
                .containsPattern("scratch +1\\.90 +1\\.0 KiB +300 MiB +20 MiB +1\\.25 s +2\\.50 s +NaN\n")
                .contains("not yet")
                .contains("dl4j did not run: no counterpart")
                .doesNotContain("busy");
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 120);
    }

    @Test
    void aBusyMachineIsNamed() {
        assertThat(BenchConsole.of(result(1.2), false))
                .contains("The machine was busy with other work: the loop got 1.20 of 2 processors");
    }

    @Test
    void jsonHasEveryFigure() {
        JsonNode json = JsonMapper.builder().build().readTree(BenchJson.of(result(2, "a problem")));
        assertThat(json.get("format").asString()).isEqualTo("cnn-bench");
        JsonNode result = json.get("result");
        assertThat(result.get("problems").get(0).asString()).isEqualTo("a problem");
        assertThat(result.get("settings").get("rounds").asInt()).isEqualTo(3);
        JsonNode race = result.get("cases").get(0);
        assertThat(race.get("what").get("batch").asInt()).isEqualTo(64);
        assertThat(race.get("ratios").get(0).get("times").get("median").asDouble()).isEqualTo(20);
        JsonNode scratch = race.get("engines").get(0);
        assertThat(scratch.get("imagesPerSecond").get("upperQuartile").asDouble()).isEqualTo(1851);
        assertThat(scratch.get("secondsToFullSpeed").asDouble()).isEqualTo(2.5);
        assertThat(scratch.get("memory").get("residentPeak").asLong()).isEqualTo(300L << 20);
        assertThat(scratch.get("memory").get("planned").asLong()).isEqualTo(20L << 20);
        assertThat(scratch.get("secondLossDifference").asString()).isEqualTo("NaN");
        assertThat(scratch.get("warmUp").get("points").get(1).get("work").asDouble()).isEqualTo(1234);
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        String page = BenchPage.of(result(2, "scratch <does> other work"));
        String xml = page.substring(page.indexOf("<html")).replaceAll("(?s)<script>.*?</script>", "")
                .replaceAll("(?s)<style>.*?</style>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(page)
                .contains("OMP_WAIT_POLICY=passive", "lenet-32, batch 64, 2 threads", "20.0 (19.0 – 23.0)", "scratch &lt;does&gt; other work")
                .doesNotContain("src=\"http", "href=\"http");
    }

    @Test
    void filesAreWrittenOrRefused(@TempDir Path folder) throws Exception {
        BenchPage.write(result(2), folder.resolve("a/b.html"));
        BenchJson.write(result(2), folder.resolve("a/b.json"));
        assertThat(folder.resolve("a/b.html")).isNotEmptyFile();
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> BenchJson.write(result(2), file.resolve("b.json")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cannot write");
    }
}
