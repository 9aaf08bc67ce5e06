package cnn.compare.crosscheck.network;

import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerFlow;
import cnn.check.LossCheck;
import cnn.check.TensorCheck;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.compare.layers.KnownDefects;
import cnn.compare.run.ExplainedError;
import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One subject on one network: the walk, and what is judged end to end. */
final class SubjectOnNetwork {
    /** Addresses the random direction. */
    private static final int DIRECTION = 5;

    private final Subject subject;
    private final NetworkTruth truth;
    private final boolean quick;
    private final Ledger ledger;
    /** What is known of the engine's library and showed on the walk: it shows end to end too. */
    private List<String> known = List.of();

    SubjectOnNetwork(Subject subject, NetworkTruth truth, boolean quick, Ledger ledger) {
        this.subject = subject;
        this.truth = truth;
        this.quick = quick;
        this.ledger = ledger;
    }

    private String network() {
        return truth.network().name();
    }

    /** The subject cannot run the network; its layers are perhaps in others. */
    void refused(String reason) {
        for (Rule rule : List.of(
                NetworkLevel.INHERITED, NetworkLevel.SLOPE, NetworkLevel.TRAINED, NetworkLevel.LOSS)) {
            ledger.notApplicable(subject, rule, network(), reason);
        }
    }

    void check(Engine engine) {
        run(engine, true);
    }

    /** N1 alone, for one layer in a network of its own. */
    void walkOnly(Engine engine) {
        run(engine, false);
    }

    /** @throws BadInputException only by what the engine refuses before it has computed anything */
    private void run(Engine engine, boolean endToEnd) {
        engine.setParameters(truth.parameters());
        try {
            Trace own = engine.trace(truth.batch());
            NetworkWalk walk = NetworkWalk.of(
                    own,
                    truth.trace(),
                    truth.reference(),
                    subject.precision(),
                    Optional.of(new LossOnBatch(NetworkTruth.LOSS, truth.batch())));
            enter(walk);
            if (endToEnd) {
                boolean tipped = own.flow().sides() != truth.trace().flow().sides();
                loss(own, walk);
                inherited(walk, tipped);
                asTrained(engine, tipped);
                slopes(engine, own);
            }
        } catch (RuntimeException e) {
            // A library that fails on one network is a finding about it, and no reason to leave out the others.
            String what = "the engine failed: " + e;
            fail(NetworkLevel.LOSS, network(), "", "network " + network(), what, Double.POSITIVE_INFINITY);
        }
    }

    private void enter(NetworkWalk walk) {
        for (NetworkWalk.Judged one : walk.judged()) {
            if (one.ofLoss()) {
                continue;
            }
            String kind = one.step().kind();
            ledger.checked(subject, NetworkLevel.LOCAL, kind, 1, one.step().errorOverBound());
            if (!one.explained()) {
                finding(one).ifPresentOrElse(
                        finding -> ledger.known(subject, NetworkLevel.LOCAL, kind, finding), () -> blame(walk, one));
            }
        }
        known = walk.judged().stream()
                .filter(one -> !one.explained())
                .flatMap(one -> finding(one).stream())
                .distinct()
                .toList();
        // What nobody knows of goes before what is known: it is what has to be looked into.
        Optional<NetworkWalk.Judged> first = walk.judged().stream()
                .filter(one -> !one.explained() && finding(one).isEmpty())
                .findFirst()
                .or(walk::first);
        ledger.add(new Walk(subject.label(), network(), walk.steps(), first.map(walk::divergence)));
    }

    private Optional<String> finding(NetworkWalk.Judged one) {
        return KnownDefects.of(subject.engine(), one.step().kind(), one.tensor());
    }

    private void blame(NetworkWalk walk, NetworkWalk.Judged one) {
        fail(
                NetworkLevel.LOCAL,
                one.step().kind(),
                one.tensor(),
                "network %s, layer %s".formatted(network(), one.step().layer()),
                DivergenceText.of(walk.divergence(one)),
                one.step().errorOverBound());
    }

    private void loss(Trace own, NetworkWalk walk) {
        ErrorBound error = ErrorBound.against(truth.reference(), subject.precision());
        double[] y = own.flow().topLevel().get(own.flow().topLevel().size() - 1).y();
        LossCheck judge =
                LossCheck.of(NetworkTruth.LOSS, truth.batch(), y, error).orElseThrow();
        List<TensorCheck> checks = new ArrayList<>();
        checks.add(judge.value(own.loss()));
        walk.judged().stream().filter(NetworkWalk.Judged::ofLoss).forEach(one -> checks.add(one.check()));
        for (TensorCheck check : checks) {
            ledger.checked(subject, NetworkLevel.LOSS, network(), 1, check.errorOverBound());
            if (!check.agrees()) {
                String where = "network " + network();
                fail(NetworkLevel.LOSS, network(), check.tensor(), where, check.describe(), check.errorOverBound());
            }
        }
    }

    private void inherited(NetworkWalk walk, boolean tipped) {
        ExplainedError limits = truth.explained(subject.precision());
        boolean behind = false;
        for (NetworkWalk.Judged one : walk.judged()) {
            behind |= !one.explained();
            boolean forward = one.tensor().equals("y") || !one.tensor().startsWith("d");
            if (behind || tipped && !forward) {
                ledger.leftOut(subject, NetworkLevel.INHERITED, network(), 1);
            } else if (!one.ofLoss()) {
                double limit = limits.relativeNorm(one.layer(), one.tensor());
                endToEnd(NetworkLevel.INHERITED, one.step().layer(), one.tensor(), one.step().total(), limit);
            }
        }
    }

    private void endToEnd(Rule rule, String layer, String tensor, double total, double limit) {
        double ratio = total == 0 ? 0 : total == limit ? 1 : total / limit;
        ledger.checked(subject, rule, network(), 1, ratio);
        if (!(ratio <= 1)) {
            String detail = String.format(
                    Locale.ROOT,
                    "‖error‖/‖%s‖ is %.3g, the roundings of all layers lead to no more than %.3g",
                    tensor,
                    total,
                    limit);
            failOrKnown(rule, tensor, "network %s, layer %s".formatted(network(), layer), detail, ratio);
        }
    }

    /** The gradient contains what the walk found: a finding that explains that explains this. */
    private void failOrKnown(Rule rule, String tensor, String where, String detail, double errorOverBound) {
        if (known.isEmpty()) {
            fail(rule, network(), tensor, where, detail, errorOverBound);
        }
        known.forEach(finding -> ledger.known(subject, rule, network(), finding));
    }

    private void asTrained(Engine engine, boolean tipped) {
        double[] own = engine.gradient(truth.batch());
        double[] exact = truth.trace().gradient();
        ExplainedError limits = truth.explained(subject.precision());
        for (LayerFlow flow : truth.trace().layers()) {
            for (Slice slice :
                    flow.layer().isComposite() ? List.<Slice>of() : flow.layer().parameters()) {
                String tensor = "d" + slice.parameter().name();
                double total = Difference.relativeNorm(
                        Arrays.copyOfRange(own, slice.offset(), slice.end()),
                        Arrays.copyOfRange(exact, slice.offset(), slice.end()));
                if (tipped) {
                    ledger.leftOut(subject, NetworkLevel.TRAINED, network(), 1);
                } else {
                    double limit = limits.relativeNorm(flow.layer(), tensor);
                    endToEnd(NetworkLevel.TRAINED, flow.layer().name(), tensor, total, limit);
                }
            }
        }
    }

    private void slopes(Engine engine, Trace own) {
        if (subject.precision() != Precision.FLOAT64) {
            String reason = "finite differences need float64: in float32 rounding hides the slope";
            ledger.notApplicable(subject, NetworkLevel.SLOPE, network(), reason);
            return;
        }
        DirectionalDerivative derivative = new DirectionalDerivative(
                engine, truth.parameters(), truth.batch(), NetworkTruth.LOSS, own, truth.reference());
        for (double[] direction : directions(own.gradient())) {
            derivative
                    .along(direction)
                    .ifPresentOrElse(
                            this::slope, () -> ledger.leftOut(subject, NetworkLevel.SLOPE, network(), 1));
        }
    }

    /** Along the gradient the whole of it counts, along a random direction each part of it; in a hurry, both in one. */
    private List<double[]> directions(double[] gradient) {
        AddressedRandom random = new AddressedRandom(truth.seed());
        double[] any = new double[gradient.length];
        Arrays.setAll(any, i -> random.normal(Purpose.TEST_DATA, 0, DIRECTION, i));
        if (!quick) {
            return List.of(gradient, any);
        }
        double share = norm(any) / norm(gradient);
        double[] both = new double[gradient.length];
        Arrays.setAll(both, i -> any[i] + share * gradient[i]);
        return List.of(both);
    }

    private static double norm(double[] v) {
        return Math.sqrt(Arrays.stream(v).map(value -> value * value).sum());
    }

    private void slope(DirectionalDerivative.Finding finding) {
        ledger.checked(subject, NetworkLevel.SLOPE, network(), 1, finding.errorOverBound());
        if (!(finding.errorOverBound() <= 1)) {
            String detail = String.format(
                    Locale.ROOT,
                    "along a direction of all parameters the gradient says %s, "
                            + "differences of the loss say %s ± %.2g (h %.2g)",
                    finding.slope(),
                    finding.differences(),
                    finding.tolerance(),
                    finding.step());
            failOrKnown(NetworkLevel.SLOPE, "gradient", "network " + network(), detail, finding.errorOverBound());
        }
    }

    private void fail(Rule rule, String kind, String tensor, String where, String detail, double errorOverBound) {
        String replay = Replays.level(Level.NETWORK, subject, truth.seed());
        ledger.failed(
                subject,
                rule,
                new Failure(
                        subject.label(), rule.id(), kind, tensor, where, detail, errorOverBound, Optional.of(replay)));
    }
}
