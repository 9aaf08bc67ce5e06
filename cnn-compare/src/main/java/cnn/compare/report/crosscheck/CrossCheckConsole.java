package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.report.Ink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cross-check as text of at most 120 columns, replay commands aside, which stand unbroken to be copied. What is wrong
 * comes first, and of that the cause.
 */
public final class CrossCheckConsole {
    /** How wide a line may be. */
    static final int WIDTH = 120;

    private CrossCheckConsole() {}

    /** The short report, with ANSI colour codes or without. */
    public static String of(CrossCheckResult result, boolean colours) {
        return of(result, colours, false, Optional.empty());
    }

    /**
     * The report, ended by a line feed.
     *
     * @param colours with ANSI colour codes
     * @param full every rule, walk and line, not only what fits a screen or two
     * @param file that holds what is left out, to be named
     */
    public static String of(CrossCheckResult result, boolean colours, boolean full, Optional<Path> file) {
        CrossCheckFindings findings = new CrossCheckFindings(result);
        Ink ink = new Ink(colours);
        Cut cut = new Cut(full, file);
        List<String> parts = new ArrayList<>();
        parts.add(paint(ink, result.passes(), findings.verdict()) + "\n");
        parts.addAll(new ConsoleFailures(findings, ink, cut).parts());
        parts.addAll(ConsoleWalks.parts(findings, ink, cut));
        parts.addAll(new ConsoleMatrix(findings, ink, cut).parts());
        parts.add(ConsoleRuns.evidence(result.evidence(), ink));
        parts.add(ConsoleRuns.trajectories(result.trajectories(), ink, cut));
        parts.add(ConsoleRuns.equivalences(result.equivalences(), ink, cut));
        parts.add(ConsoleRuns.digests(result.digests(), ink, cut));
        result.planted().ifPresent(planted -> parts.add(ConsolePlanted.of(planted, ink)));
        parts.add(ConsoleMatrix.audit(findings, ink));
        parts.removeIf(String::isEmpty);
        return String.join("\n", parts);
    }

    private static String paint(Ink ink, boolean good, String text) {
        return good ? ink.good(text) : ink.bad(text);
    }

    /** How much is shown, and where the rest is. */
    record Cut(boolean full, Optional<Path> file) {
        <T> List<T> shown(List<T> all, int most) {
            return full || all.size() <= most ? all : all.subList(0, most);
        }

        /** {@code … and 5 more, see FILE}, or nothing. */
        String rest(int all, int most) {
            return full || all <= most
                    ? ""
                    : "  … and " + (all - most) + " more, see "
                            + file.map(Path::toString).orElse("the report or --full") + "\n";
        }
    }
}
