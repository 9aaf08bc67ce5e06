package cnn.compare.report.crosscheck;

import cnn.check.UlpDistribution;
import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.WorstCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The made-up cross-check's cells and worst cases. */
final class SyntheticCells {
    private SyntheticCells() {}

    static List<Cell> cells(boolean wrong) {
        Random random = new Random(5);
        List<Cell> cells = new ArrayList<>();
        for (Rule rule : SyntheticCrossCheck.RULES) {
            List<String> kinds = rule.level() == Level.CONTRACT || rule.level() == Level.LAYER
                    ? SyntheticCrossCheck.KINDS
                    : rule.level() == Level.NETWORK
                            ? SyntheticCrossCheck.NETWORKS
                            : SyntheticCrossCheck.NETWORKS.subList(0, 1);
            for (String subject : SyntheticCrossCheck.SUBJECTS) {
                boolean outside = !subject.matches("(textbook|scratch|nd4j).*");
                if (rule.level() == Level.CONTRACT && outside) {
                    continue;
                }
                kinds.forEach(kind -> cells.add(cell(rule, subject, kind, wrong, random)));
            }
        }
        return cells;
    }

    private static Cell cell(Rule rule, String subject, String kind, boolean wrong, Random random) {
        boolean bounded = rule.level() != Level.CONTRACT && rule.level() != Level.DETERMINISM;
        double worst = bounded ? 0.75 * Math.exp(-6 * random.nextDouble() * random.nextDouble()) : Double.NaN;
        long checked = 1 + random.nextInt(4000);
        if (kind.equals("conv2d")
                && wrong
                && subject.equals(SyntheticCrossCheck.WRONG)
                && List.of("L3", "L4", "C9").contains(rule.id())) {
            return new Cell(
                    subject,
                    rule.id(),
                    kind,
                    checked,
                    3,
                    412_000,
                    Optional.empty(),
                    List.of(),
                    rule.id().equals("L3") ? 37 : 4);
        }
        if (wrong
                && kind.equals(SyntheticCrossCheck.KINDS.get(3))
                && subject.startsWith("pytorch")
                && rule.id().equals("L5")) {
            return new Cell(subject, rule.id(), kind, 0, 0, Double.NaN, Optional.empty(), List.of(), 0);
        }
        if (rule.id().equals("L3") && !List.of("conv2d", "dense", "batch_norm").contains(kind)) {
            return new Cell(
                    subject, rule.id(), kind, 0, 0, Double.NaN, Optional.of("it has no parameters"), List.of(), 0);
        }
        if (subject.startsWith("dl4j")
                && (kind.equals(SyntheticCrossCheck.KINDS.get(5)) || kind.equals(SyntheticCrossCheck.KINDS.get(9)))) {
            return new Cell(
                    subject, rule.id(), kind, 0, 0, Double.NaN, Optional.of("DL4J has no such layer"), List.of(), 0);
        }
        if (subject.startsWith("nd4j")
                && kind.equals(SyntheticCrossCheck.KINDS.get(7))
                && rule.id().startsWith("L")) {
            return new Cell(
                    subject,
                    rule.id(),
                    kind,
                    checked,
                    0,
                    31.4,
                    Optional.empty(),
                    List.of(SyntheticCrossCheck.KNOWN),
                    0);
        }
        return new Cell(
                subject,
                rule.id(),
                kind,
                checked,
                rule.id().equals("L4") ? 17 : 0,
                worst,
                Optional.empty(),
                List.of(),
                0);
    }

    static List<WorstCase> worstCases(boolean wrong) {
        Random random = new Random(6);
        List<WorstCase> all = new ArrayList<>();
        for (String subject : SyntheticCrossCheck.SUBJECTS) {
            for (String kind : SyntheticCrossCheck.KINDS) {
                for (String tensor : kind.equals("conv2d") || kind.equals("dense")
                        ? List.of("y", "dx", "dw", "db")
                        : List.of("y", "dx")) {
                    boolean bad = wrong
                            && subject.equals(SyntheticCrossCheck.WRONG)
                            && kind.equals("conv2d")
                            && tensor.equals("db");
                    int reach = bad ? 23 : 3 + random.nextInt(6);
                    double mode = bad ? 22 : 0;
                    List<Long> counts = IntStream.range(0, reach)
                            .mapToObj(k -> Math.round(5000 * Math.exp(-Math.abs(k - mode))))
                            .toList();
                    all.add(new WorstCase(
                            subject,
                            kind,
                            tensor,
                            kind + " case " + random.nextInt(40) + " on [3, 8, 8], batch 2",
                            bad ? 412_000 : 0.75 * random.nextDouble() * random.nextDouble(),
                            new UlpDistribution(bad ? 4e6 : 1, reach * 3, Math.scalb(1, reach), counts),
                            "./cnn crosscheck --replay '" + kind + " case' --engines " + subject.split(" ")[0]));
                }
            }
        }
        return all;
    }
}
