package cnn.compare.report.crosscheck;

import cnn.check.UlpDistribution;
import cnn.check.cases.LayerCases;
import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult.SubjectInfo;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Evidence;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.crosscheck.result.WorstCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A made-up cross-check as large as a real one: eleven engine forms, all kinds of layers, six levels. The numbers are
 * invented, the same each time; in the failing one, nd4j divides conv2d's db by 2.
 */
final class SyntheticCrossCheck {
    static final List<String> SUBJECTS = List.of(
            "textbook float64",
            "scratch float32",
            "scratch float32 kernels=scalar",
            "scratch float32 threads=1",
            "nd4j float32",
            "nd4j float32 onednn=off",
            "nd4j float64",
            "dl4j float32",
            "dl4j float64",
            "pytorch float32",
            "pytorch float64");

    static final String WRONG = "nd4j float32";
    static final String REPLAY =
            "./cnn crosscheck --replay 'conv2d: {filters: 4, kernel: [3, 3], padding: same} on [3, 8, 8] batch 2 "
                    + "seed 4711' --engines nd4j";
    static final String KNOWN =
            "ND4J's log-softmax loses all digits for large inputs (docs/findings.md, “log_softmax”)";
    static final List<String> NETWORKS = List.of("lenet-32", "resnet-mini", "unet-mini");
    static final List<String> KINDS =
            LayerCases.all().stream().map(on -> on.spec().kind()).distinct().toList();
    static final List<Rule> RULES = rules();

    private SyntheticCrossCheck() {}

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (int k = 1; k <= 28; k++) {
            rules.add(new Rule(
                    "C" + k,
                    Level.CONTRACT,
                    List.of(
                                    "backward leaves its inputs untouched",
                                    "y has the shape that the spec states",
                                    "a second backward pass overwrites, never adds",
                                    "backward is linear in dy")
                            .get(k % 4)));
        }
        rules.add(new Rule("L1", Level.LAYER, "y agrees with the oracle's within the derived bound"));
        rules.add(new Rule("L2", Level.LAYER, "dx agrees with the oracle's within the derived bound"));
        rules.add(new Rule(
                "L3", Level.LAYER, "each parameter's gradient agrees with the oracle's within the derived bound"));
        rules.add(new Rule("L4", Level.LAYER, "dx and the parameters' gradients agree with central differences"));
        rules.add(new Rule("L5", Level.LAYER, "special values come out as the oracle's"));
        rules.add(new Rule("N1", Level.NETWORK, "no layer's error is more than its own rounding and what it inherits"));
        rules.add(new Rule("T1", Level.TRAJECTORY, "the parameters stay within their corridor"));
        rules.add(new Rule("T3", Level.TRAJECTORY, "the loss of every batch stays within its corridor"));
        rules.add(new Rule("A1", Level.ACCURACY, "mean accuracy over seeds is equivalent within ±δ"));
        rules.add(new Rule("D1", Level.DETERMINISM, "the same training again gives the same bits"));
        rules.add(new Rule("D2", Level.DETERMINISM, "any number of threads gives the same bits"));
        return List.copyOf(rules);
    }

    static CrossCheckResult passing() {
        return result(false, Optional.of(SyntheticRuns.planted(false)));
    }

    /** Nd4j is wrong, two cells are empty, a promise is broken, two faults survive. */
    static CrossCheckResult failing() {
        return result(true, Optional.of(SyntheticRuns.planted(true)));
    }

    static CrossCheckResult empty() {
        return new CrossCheckResult(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                0);
    }

    /** The given text wherever a text can be. */
    static CrossCheckResult nasty(String text) {
        Walk.Divergence first = new Walk.Divergence(
                text, text, text, List.of(1), Double.NaN, 1, 0, List.of(new Walk.Term(text, Double.NaN)), 1);
        return new CrossCheckResult(
                List.of(text),
                List.of(new SubjectInfo(text, text)),
                List.of(new Evidence(text, text, false, text), new Evidence(text, "b", true, text)),
                List.of(new Rule(text, Level.LAYER, text)),
                List.of(
                        new Cell(text, text, text, 1, 0, Double.POSITIVE_INFINITY, Optional.empty(), List.of(text), 1),
                        new Cell(text, text, "b", 0, 0, Double.NaN, Optional.of(text), List.of(), 0)),
                List.of(new Failure(text, text, text, text, text, text, Double.POSITIVE_INFINITY, Optional.of(text))),
                List.of(new WorstCase(
                        text, text, text, text, Double.NaN, new UlpDistribution(0, 0, 0, List.of()), text)),
                List.of(new Walk(
                        text, text, List.of(new Walk.Step(text, text, text, Double.NaN, 0, 1, 2)), Optional.of(first))),
                List.of(
                        new Trajectory(
                                text, text, text, List.of(new Trajectory.Point(1, Double.NaN, 0, 0, 0, 0)), false),
                        new Trajectory(text, text, text, List.of(), true)),
                List.of(SyntheticRuns.equivalence(text, text, Double.NaN)),
                List.of(new Digest(text, text, true, List.of(new Digest.Run(text, text), new Digest.Run(text, "b")))),
                Optional.of(new KillMatrix(
                        List.of(new Rule(text, Level.LAYER, text)),
                        List.of(
                                new KillMatrix.Row(text, text, text, text, List.of(text), text),
                                new KillMatrix.Row(text + "2", text, text, text, List.of(), "")),
                        1)),
                Double.NaN);
    }

    private static CrossCheckResult result(boolean wrong, Optional<KillMatrix> planted) {
        return new CrossCheckResult(
                List.of(
                        "command: ./cnn crosscheck",
                        "machine: two processors, Linux",
                        "Java 17.0.15 (Temurin)",
                        "nd4j 1.0.0-M2.1"),
                SUBJECTS.stream()
                        .map(label -> new SubjectInfo(label, "the engine " + label + ", as it says of itself"))
                        .toList(),
                evidence(),
                RULES,
                SyntheticCells.cells(wrong),
                wrong ? failures() : List.of(),
                SyntheticCells.worstCases(wrong),
                SyntheticRuns.walks(wrong),
                SyntheticRuns.trajectories(wrong),
                SyntheticRuns.equivalences(wrong),
                SyntheticRuns.digests(wrong),
                planted,
                312.4);
    }

    private static List<Evidence> evidence() {
        List<String> engines = List.of("textbook", "scratch", "nd4j", "dl4j", "pytorch");
        List<Evidence> pairs = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            for (int j = i + 1; j < engines.size(); j++) {
                boolean native4j =
                        engines.get(i).equals("nd4j") && engines.get(j).equals("dl4j");
                pairs.add(new Evidence(
                        engines.get(i),
                        engines.get(j),
                        !native4j,
                        native4j
                                ? "libnd4j's native code: convolutions, poolings, matrix products"
                                : "the layers' specs"));
            }
        }
        return pairs;
    }

    static List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        for (int k = 0; k < 37; k++) {
            failures.add(new Failure(
                    WRONG,
                    "L3",
                    "conv2d",
                    "db",
                    "4 filters 3x3, padding same, on [3, 8, 8], batch 2, case " + k,
                    "element [2]: expected 0.8414709848078965, got 0.42073549240394825, bound 1.02e-6",
                    412_000,
                    Optional.of(REPLAY)));
        }
        for (int k = 0; k < 8; k++) {
            String rule = k < 4 ? "L4" : "C9";
            failures.add(new Failure(
                    WRONG,
                    rule,
                    "conv2d",
                    "db",
                    "case " + k,
                    "expected 0.84, got 0.42",
                    Double.POSITIVE_INFINITY,
                    Optional.empty()));
        }
        failures.add(new Failure(
                WRONG,
                "N1",
                "lenet-32",
                "db",
                "conv2",
                "local error 8.1e5 × its bound",
                8.1e5,
                Optional.of("./cnn crosscheck --levels network")));
        failures.add(new Failure(
                WRONG,
                "T1",
                "lenet-32",
                "",
                "step 1",
                "distance 0.0123, limit 1.1e-6",
                11_000,
                Optional.of("./cnn crosscheck --levels trajectory")));
        failures.add(new Failure(
                "scratch float32",
                "D2",
                "lenet-32",
                "",
                "threads=3",
                "other bits than threads=1",
                Double.POSITIVE_INFINITY,
                Optional.empty()));
        return failures;
    }
}
