package cnn.compare.report.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Failure;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitXmlTest {
    private static final CrossCheckResult GOOD = SyntheticCrossCheck.passing();
    private static final CrossCheckResult BAD = SyntheticCrossCheck.failing();

    /** What the readers' schema allows: element, its required attributes, the optional ones, its children. */
    private record Allowed(String element, Set<String> required, Set<String> optional, Set<String> children) {}

    private static final List<Allowed> SCHEMA = List.of(
            new Allowed(
                    "testsuites", Set.of(), Set.of("name", "time", "tests", "failures", "errors"), Set.of("testsuite")),
            new Allowed(
                    "testsuite",
                    Set.of("name", "tests", "failures", "errors"),
                    Set.of("skipped", "time", "timestamp", "hostname", "id", "package"),
                    Set.of("properties", "testcase", "system-out", "system-err")),
            new Allowed("properties", Set.of(), Set.of(), Set.of("property")),
            new Allowed("property", Set.of("name", "value"), Set.of(), Set.of()),
            new Allowed(
                    "testcase",
                    Set.of("name"),
                    Set.of("classname", "time"),
                    Set.of("skipped", "error", "failure", "system-out")),
            new Allowed("failure", Set.of(), Set.of("type", "message"), Set.of()),
            new Allowed("error", Set.of(), Set.of("type", "message"), Set.of()),
            new Allowed("skipped", Set.of(), Set.of("type", "message"), Set.of()),
            new Allowed("system-out", Set.of(), Set.of(), Set.of()));

    private static List<CrossCheckResult> all() {
        return List.of(
                GOOD, BAD, SyntheticCrossCheck.empty(), SyntheticCrossCheck.nasty("<&>\"'\u0001\u001b[1m\ud800]]>\n"));
    }

    @Test
    void elementsAndAttributesAreThoseOfTheReadersSchema() throws Exception {
        for (CrossCheckResult result : all()) {
            Element root = parse(result);
            assertThat(root.getTagName()).isEqualTo("testsuites");
            Stream.concat(Stream.of(root), elements(root, "*").stream()).forEach(JunitXmlTest::requireAllowed);
        }
    }

    private static void requireAllowed(Element element) {
        Allowed rule = SCHEMA.stream()
                .filter(a -> a.element().equals(element.getTagName()))
                .findFirst()
                .orElseThrow();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            names.add(element.getAttributes().item(i).getNodeName());
        }
        assertThat(names).containsAll(rule.required());
        names.removeAll(rule.required());
        assertThat(rule.optional()).containsAll(names);
        assertThat(rule.children())
                .containsAll(children(element).stream().map(Element::getTagName).toList());
        if (element.hasAttribute("time")) {
            assertThat(element.getAttribute("time")).matches("[0-9]*(\\.[0-9]*)?|NaN");
        }
    }

    @Test
    void countsAreThoseOfTheTests() throws Exception {
        for (CrossCheckResult result : all()) {
            Element root = parse(result);
            int[] sums = new int[3];
            for (Element suite : elements(root, "testsuite")) {
                assertThat(count(suite, "tests"))
                        .isEqualTo(elements(suite, "testcase").size())
                        .isPositive();
                assertThat(count(suite, "failures"))
                        .isEqualTo(elements(suite, "failure").size());
                assertThat(count(suite, "errors"))
                        .isEqualTo(elements(suite, "error").size());
                assertThat(count(suite, "skipped"))
                        .isEqualTo(elements(suite, "skipped").size());
                sums[0] += count(suite, "tests");
                sums[1] += count(suite, "failures");
                sums[2] += count(suite, "errors");
            }
            assertThat(List.of(count(root, "tests"), count(root, "failures"), count(root, "errors")))
                    .containsExactly(sums[0], sums[1], sums[2]);
            assertThat(sums[1] + sums[2] == 0).as("green exactly if it passes").isEqualTo(result.passes());
        }
    }

    @Test
    void everyCellIsATestOfItsOwnAndNoTwoHaveTheSameName() throws Exception {
        Element root = parse(BAD);
        List<Element> tests = elements(root, "testcase");
        int planted = BAD.planted().orElseThrow().rows().size() + 1;
        assertThat(tests).hasSize(BAD.cells().size() + planted);
        Set<String> names = new HashSet<>();
        tests.forEach(test -> assertThat(names.add(test.getAttribute("classname") + "#" + test.getAttribute("name")))
                .isTrue());
        assertThat(names)
                .contains("crosscheck.layer.nd4j float32#L3 conv2d: "
                        + "each parameter's gradient agrees with the oracle's within the derived bound");
    }

    @Test
    void aTestHasOneFailureThatTellsAllWithTheirReplays() throws Exception {
        Element test = elements(parse(BAD), "testcase").stream()
                .filter(t -> t.getAttribute("name").startsWith("L3 conv2d")
                        && t.getAttribute("classname").endsWith("nd4j float32"))
                .findFirst()
                .orElseThrow();
        assertThat(elements(test, "failure")).singleElement().satisfies(failure -> {
            assertThat(failure.getAttribute("message"))
                    .contains("expected 0.8414709848078965, got 0.42073549240394825");
            assertThat(failure.getTextContent().split("db of conv2d on nd4j float32, L3"))
                    .hasSize(38);
            assertThat(failure.getTextContent()).contains("again: " + SyntheticCrossCheck.REPLAY, "case 36");
        });
        assertThat(elements(test, "system-out").get(0).getTextContent())
                .contains("checked ", "worst error over bound 412000.0");
    }

    @Test
    void emptyCellsAreErrorsAndWhatDoesNotApplyIsSkippedWithItsReason() throws Exception {
        Element root = parse(BAD);
        assertThat(elements(root, "error")).hasSize(2).allSatisfy(e -> assertThat(e.getAttribute("message"))
                .contains("nothing was checked"));
        long skipped = BAD.cells().stream()
                .filter(cell -> cell.notApplicable().isPresent())
                .count();
        assertThat(elements(root, "skipped")).hasSize((int) skipped);
        assertThat(elements(root, "skipped").stream().map(e -> e.getAttribute("message")))
                .contains("DL4J has no such layer", "it has no parameters");
    }

    @Test
    void survivorsFail() throws Exception {
        Element suite = elements(parse(BAD), "testsuite").stream()
                .filter(s -> s.getAttribute("name").equals("crosscheck.planted faults"))
                .findFirst()
                .orElseThrow();
        assertThat(count(suite, "failures")).isEqualTo(2);
        assertThat(count(suite, "tests")).isEqualTo(33);
    }

    @Test
    void aFailureOutsideOfEveryCellIsNotLost() throws Exception {
        CrossCheckResult result = new CrossCheckResult(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Cell("a", "L1", "conv2d", 1, 0, 0.5, Optional.empty(), List.of(), 0)),
                List.of(new Failure("b", "L9", "dense", "", "where", "detail", 2, Optional.empty())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                1234.5);
        Element root = parse(result);
        assertThat(count(root, "failures")).isEqualTo(1);
        assertThat(root.getAttribute("time")).isEqualTo("1234.500");
    }

    private static int count(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static Element parse(CrossCheckResult result) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.of(result))))
                .getDocumentElement();
    }

    private static List<Element> children(Element root) {
        NodeList nodes = root.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
