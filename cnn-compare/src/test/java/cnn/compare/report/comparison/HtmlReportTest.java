package cnn.compare.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Drift;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.GradientRow;
import cnn.compare.result.Setup;
import cnn.compare.result.Training;
import cnn.error.BadInputException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final ComparisonResult GOOD = SyntheticResult.agreeing();
    private static final ComparisonResult BAD = SyntheticResult.withOneWrongRow();

    @Test
    void theWholePageIsWellFormed() throws Exception {
        for (ComparisonResult result : List.of(GOOD, BAD, SyntheticResult.empty(), nasty("<&>\"'\u0001]]>"))) {
            assertThat(elements(page(result), "svg")).isNotNull();
        }
        assertThat(elements(page(GOOD), "svg")).hasSizeGreaterThan(30);
    }

    @Test
    void textIsEscapedWhereverItComesFrom() throws Exception {
        String attack = "<script>alert(1)</script>\" onload='x' &amp;";
        String html = HtmlReport.of(nasty(attack));
        assertThat(html)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;");
        Document page = parse(html);
        assertThat(elements(page, "script")).hasSize(1);
        assertThat(page.getElementsByTagName("pre").item(0).getTextContent()).contains(attack);
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws Exception {
        Document page = page(BAD);
        for (Element element : elements(page, "*")) {
            for (String attribute : List.of("href", "src", "srcset", "data", "action", "xlink:href", "style")) {
                assertThat(element.getAttribute(attribute)).satisfiesAnyOf(
                        value -> assertThat(value).isEmpty(),
                        value -> assertThat(value).startsWith("#"),
                        value -> assertThat(value).isEqualTo("data:,"));
            }
        }
        for (String name : List.of("style", "script")) {
            assertThat(page.getElementsByTagName(name).item(0).getTextContent())
                    .doesNotContain("http:", "https:", "//cdn", "url(", "@import", "fetch(", "import(");
        }
        String html = HtmlReport.of(BAD)
                .replace("xmlns=\"http://www.w3.org/2000/svg\"", "")
                .replace(Tag.escape(BAD.setup().citation()), "");
        assertThat(html).doesNotContain("http://", "https://");
    }

    @Test
    void everyRowHasItsCellAndItsLine() throws Exception {
        Document page = page(BAD);
        List<Element> cells = elements(page, "td").stream()
                .filter(td -> td.hasAttribute("tabindex"))
                .toList();
        assertThat(cells).hasSize(BAD.gradients().size());
        Set<String> tips = new HashSet<>(cells.stream().map(td -> td.getAttribute("title")).toList());
        for (GradientRow row : BAD.gradients()) {
            assertThat(tips).contains(HeatMatrix.details(row));
        }
        String all = elements(page, "details").get(0).getTextContent();
        assertThat(all).contains("error ÷ bound", "417", "✗ DISAGREES");
    }

    @Test
    void aRowThatDisagreesIsShownAsSuchAndNoOther() throws Exception {
        Document page = page(BAD);
        List<Element> bad = elements(page, "td").stream()
                .filter(td -> List.of(td.getAttribute("class").split(" ")).contains("bad"))
                .toList();
        assertThat(bad).singleElement().satisfies(td -> {
            assertThat(td.getTextContent()).isEqualTo("✗ 2.3e-3");
            assertThat(td.getAttribute("title")).contains("DISAGREES", "dw of conv3", "417", "γ_289");
        });
        assertThat(elements(page, "h1").get(0).getTextContent()).contains("✗", "dl4j-stock float32");
        assertThat(HtmlReport.of(GOOD)).doesNotContain("✗ 2", "DISAGREES", "class=\"alarm\"");
        assertThat(elements(page(GOOD), "h1").get(0).getTextContent())
                .isEqualTo("✓ All 7 engine runs compute the same gradients.");
    }

    @Test
    void everyDrawingHasATitleAndADescriptionOrIsDecoration() throws Exception {
        Set<String> ids = new HashSet<>();
        Document page = page(BAD);
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id"))).as(element.getAttribute("id")).isTrue();
            }
        }
        for (Element svg : elements(page, "svg")) {
            if (!svg.getAttribute("aria-hidden").equals("true")) {
                assertThat(ids).contains(svg.getAttribute("aria-labelledby").split(" "));
                assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
                assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
            }
        }
    }

    @Test
    void coordinatesAreNumbersAndTextStartsInsideItsDrawing() throws Exception {
        for (Element svg : elements(page(BAD), "svg")) {
            String[] box = svg.getAttribute("viewBox").split(" ");
            for (Element text : elements(svg, "text")) {
                double x = Double.parseDouble(text.getAttribute("x"));
                double y = Double.parseDouble(text.getAttribute("y"));
                double room = Svg.textWidth(text.getTextContent());
                String anchor = text.getAttribute("text-anchor");
                double left = anchor.equals("start") ? x : anchor.equals("end") ? x - room : x - room / 2;
                assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(-6);
                assertThat(left + room).as(text.getTextContent()).isLessThanOrEqualTo(Double.parseDouble(box[2]) + 6);
                assertThat(y).isBetween(0.0, Double.parseDouble(box[3]));
            }
        }
        assertThat(HtmlReport.of(BAD)).doesNotContain("=\"NaN", "MNaN", "LNaN", "Infinity");
    }

    @Test
    void sectionsWithoutDataSaySo() throws Exception {
        String text = page(SyntheticResult.empty()).getDocumentElement().getTextContent();
        assertThat(text)
                .contains("No gradient was compared", "Nothing was trained.", "No pair of engines was followed.")
                .contains("No engine took part.");
    }

    @Test
    void aTrainingThatDivergedOrTestedNothingStillGivesAPage() throws Exception {
        Training diverged = new Training(
                "nd4j", "float32", List.of(0.7, Double.POSITIVE_INFINITY, Double.NaN), List.of(), Double.NaN, 0, 0,
                Double.NaN, Double.NaN, List.of());
        Training none = new Training(
                "dl4j", "float32", List.of(), List.of(1.5), 12, 1, 2, 0.1, 0.9, List.of(List.of(1, 1), List.of(0, 0)));
        for (List<Training> trainings : List.of(List.of(diverged), List.of(none), List.of(diverged, none))) {
            String text = page(SyntheticResult.withTrainings(trainings)).getDocumentElement().getTextContent();
            assertThat(text).contains(trainings.get(0).engine() + " float32");
        }
    }

    @Test
    void enginesThatDriftNotAtAllAreNotDrawnButNamed() throws Exception {
        ComparisonResult result = new ComparisonResult(
                GOOD.setup(),
                GOOD.engines(),
                GOOD.gradients(),
                GOOD.trainings(),
                List.of(new Drift("nd4j float64", "textbook float64", List.of(new Drift.Point(0, 0, 0)))),
                List.of());
        assertThat(page(result).getDocumentElement().getTextContent())
                .contains("No distance above zero was measured", "nd4j float64 from textbook float64");
    }

    @Test
    void theRunCanBeRepeatedFromThePage() throws Exception {
        assertThat(page(GOOD).getDocumentElement().getTextContent())
                .contains("./cnn " + GOOD.setup().command(), "seed 7", "network:\n" + GOOD.setup().networkYaml().stripTrailing())
                .contains(GOOD.setup().citation(), GOOD.setup().machine());
    }

    @Test
    void theReadersLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(HtmlReport.of(GOOD)).contains("72.4%").doesNotContain("72,4");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        HtmlReport.write(GOOD, file);
        assertThat(Files.readString(file)).isEqualTo(HtmlReport.of(GOOD));
        assertThatThrownBy(() -> HtmlReport.write(GOOD, file.resolve("report.html")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is a file, not a folder");
    }

    private static ComparisonResult nasty(String text) {
        Setup s = GOOD.setup();
        Setup setup = new Setup(
                text, text, text, List.of(text, text), 1, 1, text, text, 1, 1, text, text, text, 1, 1, 1, 1,
                s.linearBaseline(), text, text);
        List<GradientRow> rows = new ArrayList<>();
        GradientRow r = GOOD.gradients().get(0);
        rows.add(new GradientRow(
                text, text, text, text, text, 1, Double.NaN, Double.NaN, r.relativeNormToDl4j(), r.ulps(), Double.NaN,
                Double.POSITIVE_INFINITY, text, r.limit()));
        Training t = GOOD.trainings().get(0);
        Training training = new Training(
                text, text, t.losses(), t.epochSeconds(), t.imagesPerSecond(), t.correct(), t.tested(), t.low(),
                t.high(), t.confusion());
        return new ComparisonResult(
                setup, List.of(new EngineInfo(text, text, text, text)), rows, List.of(training), List.of(), List.of());
    }

    private static Document page(ComparisonResult result) throws Exception {
        return parse(HtmlReport.of(result));
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document page, String name) {
        return elements(page.getDocumentElement(), name);
    }

    private static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
