package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.crosscheck.result.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The made-up cross-check's walks, trainings and planted faults. */
final class SyntheticRuns {
    private static final List<String> LAYERS =
            List.of("conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "flatten", "fc1", "relu3", "fc2");

    private SyntheticRuns() {}

    private static String kind(String layer) {
        return layer.startsWith("conv") ? "conv2d" : layer.startsWith("fc") ? "dense" : layer.replaceAll("[0-9]", "");
    }

    static List<Walk> walks(boolean wrong) {
        List<Walk> walks = new ArrayList<>();
        for (String subject : SyntheticCrossCheck.SUBJECTS.subList(1, SyntheticCrossCheck.SUBJECTS.size())) {
            for (String network : SyntheticCrossCheck.NETWORKS) {
                boolean bad = wrong && subject.equals(SyntheticCrossCheck.WRONG) && network.equals("lenet-32");
                walks.add(new Walk(
                        subject, network, steps(subject, bad), bad ? Optional.of(divergence()) : Optional.empty()));
            }
        }
        return walks;
    }

    private static List<Walk.Step> steps(String subject, boolean bad) {
        Random random = new Random(subject.hashCode());
        double unit = subject.contains("float64") ? 1e-16 : 6e-8;
        List<Walk.Step> steps = new ArrayList<>();
        double inherited = 0;
        for (String layer : LAYERS) {
            double local = layer.startsWith("conv") || layer.startsWith("fc") ? unit * (0.5 + random.nextDouble()) : 0;
            steps.add(new Walk.Step(layer, kind(layer), "y", local, inherited, inherited + local, local / unit / 4));
            inherited += local;
        }
        for (int k = LAYERS.size() - 1; k >= 0; k--) {
            String layer = LAYERS.get(k);
            double local = unit * random.nextDouble();
            steps.add(new Walk.Step(layer, kind(layer), "dx", local, inherited, inherited + local, local / unit / 4));
            if (layer.startsWith("conv") || layer.startsWith("fc")) {
                steps.add(
                        new Walk.Step(layer, kind(layer), "dw", local, inherited, inherited + local, local / unit / 4));
                boolean here = bad && layer.equals("conv2");
                double error = here || bad && layer.equals("conv1") ? 0.5 : local;
                steps.add(new Walk.Step(
                        layer, kind(layer), "db", error, inherited, inherited + error, error / unit / 10));
            }
            inherited += local;
        }
        return steps;
    }

    private static Walk.Divergence divergence() {
        List<Walk.Term> terms = IntStream.range(0, 12)
                .mapToObj(k -> new Walk.Term(
                        "dy[%d, 2, %d, 1] %.4f".formatted(k % 2, k, 0.2 / (k + 1)),
                        (k % 3 == 0 ? -1 : 1) * 0.2 / (k + 1)))
                .toList();
        return new Walk.Divergence(
                "conv2", "conv2d", "db", List.of(2), 0.42073549240394825, 0.8414709848078965, 1.02e-6, terms, 392);
    }

    static List<Trajectory> trajectories(boolean wrong) {
        List<Trajectory> all = new ArrayList<>();
        for (String subject : SyntheticCrossCheck.SUBJECTS.subList(1, SyntheticCrossCheck.SUBJECTS.size())) {
            boolean bad = wrong && subject.equals(SyntheticCrossCheck.WRONG);
            double unit = subject.contains("float64") ? 1e-15 : 1e-6;
            List<Trajectory.Point> points = new ArrayList<>();
            for (int step = 1; step <= 60; step++) {
                double growth = unit * Math.exp(step / 12.0);
                double distance = bad ? 0.01 * step : growth * (0.6 + 0.3 * Math.sin(step));
                points.add(new Trajectory.Point(step, distance, growth / 2, 30 * growth, 0.1 * step, distance / 10));
            }
            all.add(new Trajectory(subject, "textbook float64", "lenet-32, Adam, 60 steps", points, !bad));
        }
        return all;
    }

    static List<Equivalence> equivalences(boolean wrong) {
        return List.of(
                equivalence("scratch float32", "textbook float64", 0.0012),
                equivalence("nd4j float32", "textbook float64", wrong ? -0.061 : -0.0007),
                equivalence("dl4j float32", "textbook float64", 0.0146));
    }

    static Equivalence equivalence(String subject, String other, double difference) {
        double half = 0.011;
        List<Equivalence.Seed> seeds = IntStream.rangeClosed(1, 10)
                .mapToObj(seed ->
                        new Equivalence.Seed(seed, 0.71 + difference + 0.002 * seed, 0.71 + 0.002 * seed, 0.05 * seed))
                .toList();
        Equivalence.Verdict verdict = Math.abs(difference) + half < 0.02
                ? Equivalence.Verdict.EQUIVALENT
                : Math.abs(difference) > half ? Equivalence.Verdict.DIFFERENT : Equivalence.Verdict.NOT_ENOUGH_DATA;
        return new Equivalence(subject, other, seeds, difference, difference - half, difference + half, 0.02, verdict);
    }

    static List<Digest> digests(boolean wrong) {
        return List.of(
                digest("textbook float64", true, 1),
                digest("scratch float32", true, wrong ? 2 : 1),
                digest("scratch float32 kernels=scalar", true, 1),
                digest("nd4j float32", false, 5),
                digest("dl4j float32", false, 1));
    }

    private static Digest digest(String subject, boolean promised, int distinct) {
        List<Digest.Run> runs = new ArrayList<>();
        for (int threads : List.of(1, 2, 3, 8)) {
            for (String time : List.of("first time", "second time")) {
                String hex = Integer.toHexString((subject.hashCode() * 31 + runs.size() % distinct) | 0x10000000);
                runs.add(new Digest.Run("threads=" + threads + ", " + time, hex.repeat(8)));
            }
        }
        return new Digest(subject, "lenet-32, Adam, 20 steps", promised, runs);
    }

    static KillMatrix planted(boolean survivors) {
        List<Rule> rules = Stream.of("C3", "C7", "C9", "L1", "L2", "L3", "L4", "N1", "T1")
                .map(id -> SyntheticCrossCheck.RULES.stream()
                        .filter(r -> r.id().equals(id))
                        .findFirst()
                        .orElse(new Rule(id, Level.LAYER, id)))
                .toList();
        String[] faults = {
            "conv2d-kernel-not-rotated-in-dx", "conv2d-h-and-w-swapped", "conv2d-db-averaged",
                    "conv2d-stride-ignored-in-dw",
            "conv2d-padding-blocks-dx", "conv2d-dilation-ignored-in-dx", "conv2d-groups-mixed",
                    "max_pool2d-overlap-assigned",
            "max_pool2d-last-of-ties", "batch_norm-without-mean-term", "batch_norm-without-variance-term",
                    "dropout-mask-not-reused",
            "relu-by-dy", "softmax-not-divided-by-n", "momentum-sign", "adam-without-bias-correction"
        };
        List<KillMatrix.Row> rows = new ArrayList<>();
        for (int k = 0; k < 2 * faults.length; k++) {
            String fault = faults[k % faults.length] + (k < faults.length ? "" : "-2");
            int number = k;
            List<String> caught = survivors && k % 15 == 8
                    ? List.of()
                    : IntStream.range(0, rules.size())
                            .filter(i -> (number * 7 + i * 5) % 3 != 0)
                            .mapToObj(i -> rules.get(i).id())
                            .toList();
            rows.add(new KillMatrix.Row(
                    fault,
                    fault.contains("-") && fault.matches("(momentum|adam).*") ? "update" : fault.replaceAll("-.*", ""),
                    "The backward pass forgets what the forward pass did: every input gradient is computed with the"
                            + " wrong neighbour.",
                    k % 2 == 0 ? "an issue of some framework, https://example.org/issues/" + k : "",
                    caught,
                    caught.isEmpty() ? "" : "dx of " + fault + ": element [0, 1]: expected 0.5, got 0.25, bound 1e-7"));
        }
        return new KillMatrix(rules, rows, 0);
    }
}
