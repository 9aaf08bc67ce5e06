package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult.SubjectInfo;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.report.Figures;
import cnn.compare.report.ReportFile;
import cnn.compare.report.Tag;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A cross-check in the XML that build servers read test results from, in the form of Surefire as Jenkins describes it
 * (xunit-plugin, {@code junit-10.xsd}): a suite for each level and engine form, a test for each rule and kind.
 *
 * <p>What disagrees is a {@code failure}; a cell that stayed empty is an {@code error}, since nobody knows what would
 * have come of it; where nothing applies the test is {@code skipped} and says why. Planted faults are a suite of their
 * own, a test each. Something fails in here exactly if the cross-check does not pass.
 *
 * <p>Jenkins keeps one failure a test, so all of a test stand in one. GitLab shows {@code classname} as the suite and
 * ignores tests whose name it has seen, so both together are unique; it shows the text of a failure, not its message,
 * so the text says all.
 */
public final class JunitXml {
    private JunitXml() {}

    private record Key(String subject, String rule, String kind) {}

    /** The document, one element a line. */
    public static String of(CrossCheckResult result) {
        CrossCheckFindings findings = new CrossCheckFindings(result);
        List<JunitSuite> suites = new ArrayList<>();
        for (Level level : Level.values()) {
            suites.addAll(suites(findings, level));
        }
        result.planted().ifPresent(planted -> suites.add(JunitPlanted.of(planted)));
        if (result.cells().isEmpty() && result.planted().isEmpty()) {
            suites.add(nothing());
        }
        Tag all = Tag.of("testsuites")
                .with("name", "cnn crosscheck")
                .with("tests", sum(suites, JunitSuite::tests))
                .with("failures", sum(suites, JunitSuite::failures))
                .with("errors", sum(suites, JunitSuite::errors))
                // Not Figures: a thousands separator is allowed there, but not by every reader.
                .with("time", String.format(Locale.ROOT, "%.3f", result.seconds()))
                .raw("\n");
        suites.forEach(suite -> all.add(suite.tag()).raw("\n"));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + all + "\n";
    }

    private static String sum(List<JunitSuite> suites, ToIntFunction<JunitSuite> count) {
        return Integer.toString(suites.stream().mapToInt(count).sum());
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(CrossCheckResult result, Path file) {
        ReportFile.write(file, of(result));
    }

    private static List<JunitSuite> suites(CrossCheckFindings findings, Level level) {
        Map<Key, List<Failure>> failures = new LinkedHashMap<>();
        findings.result().failures().stream()
                .filter(f -> findings.rule(f.rule()).level() == level)
                .forEach(f -> failures.computeIfAbsent(new Key(f.subject(), f.rule(), f.kind()), k -> new ArrayList<>())
                        .add(f));
        Map<String, List<Cell>> cells = findings.result().cells().stream()
                .filter(cell -> findings.level(cell) == level)
                .collect(Collectors.groupingBy(Cell::subject, LinkedHashMap::new, Collectors.toList()));
        // A failure outside of every cell is still a failure.
        failures.keySet().forEach(key -> cells.computeIfAbsent(key.subject(), subject -> new ArrayList<>()));
        Map<String, String> descriptions = findings.result().subjects().stream()
                .collect(Collectors.toMap(SubjectInfo::label, SubjectInfo::description, (a, b) -> a));
        List<JunitSuite> suites = new ArrayList<>();
        cells.forEach((subject, own) -> {
            JunitSuite suite = new JunitSuite("crosscheck." + level.word(), subject);
            suite.property("engine", descriptions.getOrDefault(subject, subject));
            properties(suite, Tally.of(own));
            own.forEach(cell -> test(
                    suite,
                    findings,
                    cell,
                    failures.getOrDefault(new Key(subject, cell.rule(), cell.kind()), List.of())));
            failures.forEach((key, list) -> {
                if (key.subject().equals(subject) && own.stream().noneMatch(cell -> isOf(key, cell))) {
                    suite.failed(
                            name(findings, key.rule(), key.kind()), list.get(0).detail(), text(list), "");
                }
            });
            suites.add(suite);
        });
        return suites;
    }

    private static boolean isOf(Key key, Cell cell) {
        return key.rule().equals(cell.rule()) && key.kind().equals(cell.kind());
    }

    private static void properties(JunitSuite suite, Tally tally) {
        suite.property("checked", Long.toString(tally.checked()));
        suite.property("leftOut", Long.toString(tally.leftOut()));
        suite.property("worstErrorOverBound", Double.toString(tally.worst()));
        suite.property("knownFindings", Integer.toString(tally.known()));
        suite.property("notApplicable", Integer.toString(tally.notApplicable()));
        suite.property("empty", Integer.toString(tally.empty()));
    }

    private static void test(JunitSuite suite, CrossCheckFindings findings, Cell cell, List<Failure> failures) {
        String name = name(findings, cell.rule(), cell.kind());
        String counts = counts(cell);
        if (!failures.isEmpty() || cell.failures() > 0) {
            String message = failures.isEmpty()
                    ? Figures.plural(cell.failures(), "judgement failed", "judgements failed")
                    : failures.get(0).detail();
            suite.failed(name, message, failures.isEmpty() ? message : text(failures), counts);
        } else if (cell.isEmpty()) {
            suite.error(name, "nothing was checked here, and no reason was given");
        } else if (cell.notApplicable().isPresent()) {
            suite.skipped(name, cell.notApplicable().get());
        } else {
            suite.passed(name, counts);
        }
    }

    private static String name(CrossCheckFindings findings, String rule, String kind) {
        return rule + " " + kind + ": " + findings.rule(rule).title();
    }

    private static String counts(Cell cell) {
        StringBuilder text = new StringBuilder("checked " + cell.checked() + ", left out " + cell.leftOut());
        if (!Double.isNaN(cell.worst())) {
            text.append(", worst error over bound ").append(cell.worst());
        }
        cell.known().forEach(finding -> text.append("\nknown: ").append(finding));
        return text.toString();
    }

    private static String text(List<Failure> failures) {
        StringBuilder text = new StringBuilder();
        for (Failure f : failures) {
            text.append(CrossCheckFindings.named(f.kind(), f.tensor()))
                    .append(" on ")
                    .append(f.subject());
            text.append(", ")
                    .append(f.rule())
                    .append(", ")
                    .append(f.where())
                    .append(": ")
                    .append(f.detail());
            if (!Double.isNaN(f.errorOverBound())) {
                text.append(" (").append(Figures.ratio(f.errorOverBound())).append(" × the bound)");
            }
            f.replay().ifPresent(replay -> text.append("\n  again: ").append(replay));
            text.append('\n');
        }
        return text.toString();
    }

    /** A run that checked nothing must not look green. */
    private static JunitSuite nothing() {
        JunitSuite suite = new JunitSuite("crosscheck", "self-audit");
        suite.error("something was checked", "nothing was checked");
        return suite;
    }
}
