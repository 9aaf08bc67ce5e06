package cnn.compare.crosscheck.planted;

import cnn.backend.Backend;
import cnn.check.faults.FaultCatalogue;
import cnn.compare.crosscheck.network.CheckedNetwork;
import cnn.compare.crosscheck.network.CheckedNetworks;
import cnn.compare.crosscheck.network.LossOnBatch;
import cnn.compare.crosscheck.network.NetworkLevel;
import cnn.compare.crosscheck.network.NetworkTruth;
import cnn.compare.crosscheck.network.NetworkWalk;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Engines;
import cnn.tensor.Precision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The walk through a whole network, tried on planted faults: it has noticed one only if it names a layer of the kind that the
 * fault is in. Whoever blames another layer has found something and does not know what.
 */
final class NetworkTrial implements Trial {
    private static final Subject SUBJECT = Subject.of("textbook", Precision.FLOAT64).withThreads(1);

    /** On one thread: it holds nothing that would have to be given back. */
    private final Backend oracle = Trials.oracle();
    private final Map<String, NetworkTruth> truths = new HashMap<>();

    @Override
    public Rule rule() {
        return NetworkLevel.LOCAL;
    }

    @Override
    public boolean appliesTo(String kind) {
        return !kind.equals(FaultCatalogue.UPDATE) && !kind.equals(FaultCatalogue.LOSS);
    }

    @Override
    public Verdict on(Patient patient) {
        NetworkTruth truth = truths.computeIfAbsent(patient.kind(), this::truth);
        try (Engine engine = Engines.of(patient.newBackend(), truth.settings(SUBJECT))) {
            engine.setParameters(truth.parameters());
            LossOnBatch loss = new LossOnBatch(NetworkTruth.LOSS, truth.batch());
            Optional<NetworkWalk.Judged> first = NetworkWalk.of(
                            engine.trace(truth.batch()), truth.trace(), oracle, Precision.FLOAT64, Optional.of(loss))
                    .first();
            return first.map(one -> verdict(patient.kind(), one.step())).orElse(Verdict.HOLDS);
        } catch (RuntimeException e) {
            // A fault may send the engine anywhere; that is no way of noticing it.
            return Verdict.crashed(e.toString());
        }
    }

    private static Verdict verdict(String kind, Walk.Step step) {
        String said = "N1: %s of %s '%s' errs by itself, %.3g times its bound"
                .formatted(step.tensor(), step.kind(), step.layer(), step.errorOverBound());
        return step.kind().equals(kind) ? Verdict.broken(said) : Verdict.crashed("blamed another layer: " + said);
    }

    private NetworkTruth truth(String kind) {
        CheckedNetwork network = CheckedNetworks.all(true).stream()
                .filter(one -> one.spec().everyLayer().stream()
                        .anyMatch(layer -> layer.spec().kind().equals(kind)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no network has " + kind));
        return new NetworkTruth(network, 0, oracle);
    }
}
