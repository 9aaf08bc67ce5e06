package cnn.compare.report.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.report.Svg;
import cnn.error.BadInputException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CrossCheckPageTest {
    private static final CrossCheckResult GOOD = SyntheticCrossCheck.passing();
    private static final CrossCheckResult BAD = SyntheticCrossCheck.failing();

    @Test
    void theWholePageIsWellFormedWhateverTextGetsIn() throws Exception {
        String attack = "<script>alert(1)</script>\" onload='x' &amp;\u0001]]>";
        for (CrossCheckResult result :
                List.of(GOOD, BAD, SyntheticCrossCheck.empty(), SyntheticCrossCheck.nasty(attack))) {
            Document page = page(result);
            assertThat(elements(page, "script")).hasSize(1);
            assertThat(elements(page, "h1")).hasSize(1);
        }
        assertThat(CrossCheckPage.of(SyntheticCrossCheck.nasty(attack)))
                .doesNotContain("<script>alert", "=\"NaN", "MNaN");
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws Exception {
        for (Element element : elements(page(BAD), "*")) {
            for (String attribute : List.of("href", "src", "srcset", "data", "action", "xlink:href")) {
                assertThat(element.getAttribute(attribute))
                        .satisfiesAnyOf(
                                value -> assertThat(value).isEmpty(),
                                value -> assertThat(value).startsWith("#"),
                                value -> assertThat(value).isEqualTo("data:,"));
            }
            assertThat(element.getAttribute("style")).matches("|width:[0-9.]+px");
        }
    }

    @Test
    void everyLinkLeadsSomewhereAndEveryNameIsThereOnce() throws Exception {
        Document page = page(BAD);
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
        }
        assertThat(elements(page, "a")).isNotEmpty().allSatisfy(a -> assertThat(ids)
                .contains(a.getAttribute("href").substring(1)));
        elements(page, "svg").stream()
                .filter(svg -> !svg.getAttribute("aria-hidden").equals("true"))
                .forEach(svg -> assertThat(ids)
                        .contains(svg.getAttribute("aria-labelledby").split(" ")));
    }

    @Test
    void coordinatesAreNumbersAndTextStartsInsideItsDrawing() throws Exception {
        for (Element svg : elements(page(BAD), "svg")) {
            String[] box = svg.getAttribute("viewBox").split(" ");
            for (Element text : elements(svg, "text")) {
                double x = Double.parseDouble(text.getAttribute("x"));
                double room = Svg.textWidth(text.getTextContent());
                String anchor = text.getAttribute("text-anchor");
                double left = anchor.equals("start") ? x : anchor.equals("end") ? x - room : x - room / 2;
                assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(-6);
                assertThat(left + room).as(text.getTextContent()).isLessThanOrEqualTo(Double.parseDouble(box[2]) + 6);
                assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, Double.parseDouble(box[3]));
            }
            for (Element rect : elements(svg, "rect")) {
                double y = Double.parseDouble(rect.getAttribute("y"));
                double height = Double.parseDouble(rect.getAttribute("height"));
                assertThat(y).isGreaterThanOrEqualTo(-0.01);
                assertThat(y + height).isLessThanOrEqualTo(Double.parseDouble(box[3]));
            }
        }
    }

    @Test
    void theVerdictComesFirstWithTheCauseAndItsReplay() throws Exception {
        Document page = page(BAD);
        assertThat(elements(page, "h1").get(0).getTextContent()).isEqualTo("✗ db of conv2d on nd4j float32 disagrees.");
        Element alarm = ofClass(page, "div", "alarm").get(0);
        assertThat(alarm.getTextContent())
                .contains(
                        "expected 0.8414709848078965, got 0.42073549240394825",
                        "L3: each parameter's gradient",
                        "44 times");
        assertThat(ofClass(page, "code", "command").get(0).getTextContent()).isEqualTo(SyntheticCrossCheck.REPLAY);
        assertThat(elements(page(GOOD), "h1").get(0).getTextContent()).isEqualTo("✓ Nothing disagrees.");
        assertThat(ofClass(page(GOOD), "div", "alarm")).isEmpty();
    }

    @Test
    void theMatrixHasACellForEveryEngineAndKindAndTellsFailuresWithoutColour() throws Exception {
        Element matrix = ofClass(page(BAD), "table", "kinds").get(0);
        int kinds = SyntheticCrossCheck.KINDS.size() + SyntheticCrossCheck.NETWORKS.size();
        assertThat(elements(matrix, "td")).hasSize(kinds * SyntheticCrossCheck.SUBJECTS.size());
        List<Element> failed = elements(matrix, "td").stream()
                .filter(td -> td.getTextContent().startsWith("✗"))
                .toList();
        assertThat(failed).singleElement().satisfies(td -> {
            assertThat(td.getAttribute("class")).contains("bad");
            assertThat(td.getAttribute("title"))
                    .startsWith("conv2d on nd4j float32\n")
                    .contains("L3: ", "4.1e5 ✗37");
        });
        assertThat(elements(matrix, "td").stream().map(Element::getTextContent))
                .contains("n/a")
                .anyMatch(text -> text.startsWith("k 31.4"))
                .filteredOn(text -> text.startsWith("∅"))
                .hasSize(2);
    }

    @Test
    void behindACellStandItsRules() throws Exception {
        Element conv = elements(page(BAD), "details").stream()
                .filter(d -> d.getAttribute("id").equals("kind0"))
                .findFirst()
                .orElseThrow();
        assertThat(conv.getTextContent()).startsWith("conv2d").contains("L3: each parameter's gradient", "4.1e5 ✗37");
        assertThat(elements(conv, "tr")).hasSize(1 + 33);
    }

    @Test
    void coloursGrowWithTheErrorAndFindingsHaveTheirOwn() {
        assertThat(List.of(0.0, 0.05, 0.2, 0.5, 0.99, Double.NaN))
                .extracting(worst -> KindSection.css(new Tally(1, 1, 0, worst, 0, 0, 0, 0)))
                .containsExactly("h0", "h1", "h2", "h3", "h4", "h0");
        assertThat(KindSection.css(new Tally(1, 1, 0, 30, 0, 1, 0, 0))).isEqualTo("h6 known");
        assertThat(KindSection.css(new Tally(1, 1, 0, 0.5, 1, 1, 0, 0))).isEqualTo("h8 bad");
        assertThat(KindSection.css(new Tally(2, 1, 0, 0.5, 0, 0, 0, 1))).isEqualTo("none bad");
    }

    @Test
    void theDivergingWalkIsDrawnOpenlyAndOnlyItsWrongStepsAreMarked() throws Exception {
        Element section = section(BAD, "walks");
        assertThat(section.getTextContent())
                .contains(
                        "1 walk of 30",
                        "nd4j float32 on lenet-32: at db of 'conv2'",
                        "db[2] of 'conv2' (conv2d): 0.42073549240394825")
                .contains("The largest 12 of the 392 terms", "dy[0, 2, 0, 1] 0.2000");
        assertThat(elements(section, "svg").stream()
                        .filter(svg -> svg.getAttribute("id").isEmpty())
                        .count())
                .isEqualTo(30);
        assertThat(elements(section, "g").stream()
                        .filter(g -> g.getAttribute("class").equals("step wrong")))
                .hasSize(2)
                .allSatisfy(g ->
                        assertThat(g.getTextContent()).startsWith("db of conv").contains("✗"));
        assertThat(section(GOOD, "walks").getTextContent()).contains("Nowhere: on none of 30 walks");
    }

    @Test
    void largerErrorsHaveHigherBars() throws Exception {
        Element db = elements(section(BAD, "walks"), "g").stream()
                .filter(g -> g.getAttribute("class").equals("step wrong"))
                .findFirst()
                .orElseThrow();
        double[] heights = elements(db, "rect").stream()
                .mapToDouble(rect -> Double.parseDouble(rect.getAttribute("height")))
                .toArray();
        // Own 0.5 against inherited 7e-7: more than five decades.
        assertThat(heights).hasSize(2);
        assertThat(heights[0]).isGreaterThan(2 * heights[1]);
    }

    @Test
    void everySectionSaysWhatItShowsOrThatItIsEmpty() throws Exception {
        assertThat(elements(page(BAD), "section").stream().map(s -> s.getAttribute("id")))
                .containsExactly(
                        "kinds",
                        "evidence",
                        "walks",
                        "ulps",
                        "worst",
                        "trajectories",
                        "accuracy",
                        "bits",
                        "planted",
                        "rules",
                        "audit");
        assertThat(section(BAD, "evidence").getTextContent()).contains("weak b", "b: they share libnd4j's native code");
        assertThat(section(BAD, "worst").getTextContent()).contains("db of conv2d", "The next 200");
        assertThat(section(BAD, "trajectories").getTextContent())
                .contains("✗ BEYOND from step 1 on", "✓ within its limit");
        assertThat(section(BAD, "accuracy").getTextContent())
                .contains("nd4j float32 − textbook float64: different", "-7.20 to -5.00");
        assertThat(section(BAD, "bits").getTextContent())
                .contains("✗ NOT THE SAME, though promised", "✓ the same, as promised");
        assertThat(section(BAD, "planted").getTextContent())
                .contains("30 of 32", "nobody noticed", "Known from an issue");
        assertThat(section(BAD, "audit").getTextContent())
                .contains("Left unchecked", "L5, avg_pool2d on pytorch float32");
        String empty = page(SyntheticCrossCheck.empty()).getDocumentElement().getTextContent();
        assertThat(empty)
                .contains("No layer was checked.", "No network was walked through.", "No training was followed.");
    }

    @Test
    void theBandOfEqualAccuraciesLiesAroundZero() throws Exception {
        Element svg = elements(section(BAD, "accuracy"), "svg").get(0);
        Element band = ofClass(svg, "rect", "band").get(0);
        double from = Double.parseDouble(band.getAttribute("x"));
        double to = from + Double.parseDouble(band.getAttribute("width"));
        double zero =
                Double.parseDouble(ofClass(svg, "line", "reference").get(0).getAttribute("x1"));
        assertThat((from + to) / 2).isCloseTo(zero, within(0.05));
        assertThat(to).isGreaterThan(from);
    }

    @Test
    void theFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep").resolve("crosscheck.html");
        CrossCheckPage.write(GOOD, file);
        assertThat(Files.readString(file)).isEqualTo(CrossCheckPage.of(GOOD));
        assertThatThrownBy(() -> CrossCheckPage.write(GOOD, file.resolve("x.html")))
                .isInstanceOf(BadInputException.class);
    }

    private static Element section(CrossCheckResult result, String id) throws Exception {
        return elements(page(result), "section").stream()
                .filter(s -> s.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Document page(CrossCheckResult result) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(CrossCheckPage.of(result))));
    }

    private static List<Element> ofClass(Document page, String name, String css) {
        return ofClass(page.getDocumentElement(), name, css);
    }

    private static List<Element> ofClass(Element root, String name, String css) {
        return elements(root, name).stream()
                .filter(e -> Arrays.asList(e.getAttribute("class").split(" ")).contains(css))
                .toList();
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
