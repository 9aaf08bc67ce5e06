package cnn.compare.crosscheck.network;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.plan.Subjects;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.engine.Engine;
import cnn.compare.run.Progress;
import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whole networks: where does a subject first leave the oracle for a reason of its own, and does what it inherits
 * explain the rest?
 */
public final class NetworkLevel implements CheckLevel {
    public static final Rule LOCAL = new Rule(
            "N1", Level.NETWORK, "given the subject's own inputs, every layer of a network errs within its bound");
    static final Rule INHERITED = new Rule(
            "N2",
            Level.NETWORK,
            "end to end, errors are what the layers' roundings lead to; left out: gradients if a kink tipped over, "
                    + "and what follows a layer that N1 blames");
    static final Rule SLOPE = new Rule(
            "N3",
            Level.NETWORK,
            "the gradient is the slope of the engine's own loss along directions of all parameters; left out: "
                    + "directions in which every step crosses a kink");
    static final Rule TRAINED = new Rule(
            "N4",
            Level.NETWORK,
            "the gradient that training takes, layers fused, is as near as rounding allows; left out if a kink "
                    + "tipped over");
    static final Rule LOSS = new Rule(
            "N5", Level.NETWORK, "the loss and its gradient are those of the network's outputs");

    private final EngineMaker maker;

    NetworkLevel() {
        this(EngineMaker.REAL);
    }

    public NetworkLevel(EngineMaker maker) {
        this.maker = maker;
    }

    @Override
    public Level level() {
        return Level.NETWORK;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        List<CheckedNetwork> networks = CheckedNetworks.all(plan.quick());
        for (Subject subject : plan.subjects()) {
            List<CheckedNetwork> own = of(subject, networks, plan);
            kinds(own).forEach(kind -> ledger.expect(subject, LOCAL, kind));
            for (Rule rule : List.of(INHERITED, SLOPE, TRAINED, LOSS)) {
                own.forEach(network -> ledger.expect(subject, rule, network.name()));
            }
        }
        BackendOptions exact = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64).withThreads(1);
        try (Backend reference = Backends.named(NetworkTruth.ORACLE, exact)) {
            List<NetworkTruth> truths = new ArrayList<>();
            for (CheckedNetwork network : networks) {
                truths.add(new NetworkTruth(network, plan.seed(), reference));
            }
            for (Subject subject : plan.subjects()) {
                List<NetworkTruth> own = of(subject, truths, plan);
                progress.start("networks: " + subject.label(), own.size());
                progress.done(subject(subject, own, plan, ledger, progress));
            }
        }
    }

    /** All; but in a hurry the first alone for an engine with other options or threads than usual. */
    private static <T> List<T> of(Subject subject, List<T> networks, CrossCheckPlan plan) {
        return plan.quick() && !Subjects.isUsual(subject) ? networks.subList(0, 1) : networks;
    }

    private static Set<String> kinds(List<CheckedNetwork> networks) {
        Set<String> kinds = new LinkedHashSet<>();
        networks.forEach(network ->
                network.spec().everyLayer().forEach(layer -> kinds.add(layer.spec().kind())));
        return kinds;
    }

    private String subject(
            Subject subject,
            List<NetworkTruth> truths,
            CrossCheckPlan plan,
            Ledger ledger,
            Progress progress) {
        Set<String> kinds = kinds(truths.stream().map(NetworkTruth::network).toList());
        Set<String> covered = new LinkedHashSet<>();
        int failuresBefore = ledger.failures().size();
        int ran = 0;
        for (NetworkTruth truth : truths) {
            SubjectOnNetwork on = new SubjectOnNetwork(subject, truth, plan.quick(), ledger);
            try (Engine engine = maker.create(subject, truth.settings(subject))) {
                on.check(engine);
                covered.addAll(kinds(List.of(truth.network())));
                ran++;
            } catch (BadInputException e) {
                on.refused(e.getMessage());
            }
            progress.step();
        }
        for (String kind : kinds) {
            if (!covered.contains(kind)) {
                alone(subject, kind, truths.get(0), plan, ledger);
            }
        }
        int failures = ledger.failures().size() - failuresBefore;
        String verdict = failures == 0 ? "all well" : failures + " FAILURES";
        return "%d of %d networks, %s".formatted(ran, truths.size(), verdict);
    }

    /** A kind that was in no network which the subject could run, in one that has nothing else that is special. */
    private void alone(Subject subject, String kind, NetworkTruth any, CrossCheckPlan plan, Ledger ledger) {
        NetworkTruth truth = new NetworkTruth(CheckedNetworks.alone(kind), plan.seed(), any.reference());
        try (Engine engine = maker.create(subject, truth.settings(subject))) {
            new SubjectOnNetwork(subject, truth, plan.quick(), ledger).walkOnly(engine);
        } catch (BadInputException e) {
            ledger.notApplicable(subject, LOCAL, kind, e.getMessage());
        }
    }
}
