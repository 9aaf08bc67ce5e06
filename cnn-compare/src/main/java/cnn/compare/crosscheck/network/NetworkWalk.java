package cnn.compare.crosscheck.network;

import cnn.backend.Backend;
import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerFlow;
import cnn.check.LossCheck;
import cnn.check.NetworkFlow;
import cnn.check.TensorCheck;
import cnn.check.terms.SumOfTerms;
import cnn.check.terms.TensorElements;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.engine.Trace;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One walk through what flowed through a subject's network, beside the oracle's: each layer of the subject is judged by
 * what the oracle's layer makes of the subject's own inputs (they are transplanted), so that an error counts once,
 * where it is made. Inside composites the walk visits each layer and then the join.
 */
public final class NetworkWalk {
    /** Of the divergence's terms, so many are shown. */
    private static final int TERMS = 8;

    /**
     * One tensor in the walk.
     *
     * @param layer the tensor's; of the loss's gradient the last one
     * @param ofLoss whether it is the loss's gradient
     */
    public record Judged(PlacedLayer layer, boolean ofLoss, String tensor, TensorCheck check, Walk.Step step) {
        boolean explained() {
            return step.explained();
        }
    }

    private final NetworkFlow own;
    private final NetworkFlow truth;
    private final Backend reference;
    private final ErrorBound error;
    private final Map<String, Map<String, TensorCheck>> checks = new HashMap<>();
    private final Map<String, Map<String, double[]>> expected = new HashMap<>();
    private final List<Judged> judged = new ArrayList<>();

    private NetworkWalk(NetworkFlow own, NetworkFlow truth, Backend reference, Precision precision) {
        this.own = own;
        this.truth = truth;
        this.reference = reference;
        this.error = ErrorBound.against(reference, precision);
    }

    /**
     * @param truth the oracle's trace of the same batch
     * @param reference the oracle's backend
     * @param precision the subject's
     * @param loss to judge the gradient that it sends back by; empty: it is taken as it is
     */
    public static NetworkWalk of(
            Trace own, Trace truth, Backend reference, Precision precision, Optional<LossOnBatch> loss) {
        NetworkWalk walk = new NetworkWalk(own.flow(), truth.flow(), reference, precision);
        for (LayerFlow flow : own.layers()) {
            walk.forward(flow);
        }
        loss.ifPresent(walk::lossGradient);
        walk.backward(own.flow().topLevel().stream().map(LayerFlow::layer).toList());
        return walk;
    }

    /** Every tensor in the order of the walk. */
    List<Judged> judged() {
        return List.copyOf(judged);
    }

    List<Walk.Step> steps() {
        return judged.stream().map(Judged::step).toList();
    }

    /** The first tensor that its layer's inputs do not explain. */
    public Optional<Judged> first() {
        return judged.stream().filter(one -> !one.explained()).findFirst();
    }

    private void forward(LayerFlow flow) {
        PlacedLayer layer = flow.layer();
        Map<String, TensorCheck> ofLayer = new HashMap<>();
        own.check(flow, error).forEach(check -> ofLayer.put(check.tensor(), check));
        checks.put(layer.name(), ofLayer);
        expected.put(layer.name(), own.expected(flow, reference).tensors(layer));
        step(flow, "y");
        if (!layer.isComposite()) {
            layer.state().forEach(slice -> step(flow, slice.state().name()));
        }
    }

    /** From the last layer to the first; the layers of a composite's branches before its own dx. */
    private void backward(List<PlacedLayer> layers) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            PlacedLayer layer = layers.get(i);
            layer.branches().forEach(this::backward);
            LayerFlow flow = own.find(layer);
            step(flow, "dx");
            if (!layer.isComposite()) {
                layer.parameters().forEach(slice -> step(flow, "d" + slice.parameter().name()));
            }
        }
    }

    private void step(LayerFlow flow, String tensor) {
        PlacedLayer layer = flow.layer();
        TensorCheck check = checks.get(layer.name()).get(tensor);
        double[] values = own.outputs(flow).tensors(layer).get(tensor);
        double[] given = expected.get(layer.name()).get(tensor);
        double[] exact = truth.outputs(truth.find(layer)).tensors(layer).get(tensor);
        Walk.Step step = new Walk.Step(
                layer.name(),
                layer.spec().kind(),
                tensor,
                check.difference().relativeNorm(),
                Difference.relativeNorm(given, exact),
                Difference.relativeNorm(values, exact),
                check.errorOverBound());
        judged.add(new Judged(layer, false, tensor, check, step));
    }

    private void lossGradient(LossOnBatch loss) {
        LayerFlow last = last(own);
        LossCheck.of(loss.spec(), loss.batch(), last.y(), error).ifPresent(judge -> {
            TensorCheck check = judge.gradient(last.dy());
            double[] exact = last(truth).dy();
            Walk.Step step = new Walk.Step(
                    "loss",
                    loss.spec().kind(),
                    "dy",
                    check.difference().relativeNorm(),
                    Difference.relativeNorm(judge.expected(), exact),
                    Difference.relativeNorm(last.dy(), exact),
                    check.errorOverBound());
            judged.add(new Judged(last.layer(), true, "dy", check, step));
        });
    }

    private static LayerFlow last(NetworkFlow flow) {
        return flow.topLevel().get(flow.topLevel().size() - 1);
    }

    /** The worst element of a tensor that is not explained, and what it should have consisted of. */
    Walk.Divergence divergence(Judged at) {
        TensorCheck check = at.check();
        List<Walk.Term> terms = List.of();
        int count = 0;
        if (!at.ofLoss()) {
            SumOfTerms sum = SumOfTerms.of(own, own.find(at.layer()), at.tensor(), check.where());
            terms = sum.largest(TERMS).stream()
                    .map(term -> new Walk.Term(term.text(), term.value()))
                    .toList();
            count = sum.terms().size();
        }
        return new Walk.Divergence(
                at.step().layer(),
                at.step().kind(),
                at.tensor(),
                TensorElements.index(
                        TensorElements.shape(at.layer(), own.batch(), at.tensor()), check.where()),
                check.value(),
                check.expected(),
                check.bound(),
                terms,
                count);
    }
}
