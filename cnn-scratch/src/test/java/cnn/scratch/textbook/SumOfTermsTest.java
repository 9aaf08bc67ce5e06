package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Mode;
import cnn.check.Bound;
import cnn.check.ErrorBound;
import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
import cnn.check.NetworkFlow;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.terms.SumOfTerms;
import cnn.check.terms.Term;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.Conv2d;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The terms of an element are another way to compute it; they must come to what the textbook's loops come to. */
class SumOfTermsTest {
    /** Of each tensor, spread evenly. */
    private static final int ELEMENTS = 5;

    private static final Set<String> WITH_WEIGHTS =
            Set.of("conv2d", "depthwise_conv2d", "transposed_conv2d", "dense");

    private final TextbookBackend textbook = new TextbookBackend(1);
    private final ErrorBound bound = ErrorBound.against(textbook, Precision.FLOAT64);

    @AfterEach
    void close() {
        textbook.close();
    }

    private NetworkFlow flow(LayerCase on) {
        LayerInputs in = on.inputs(Precision.FLOAT64);
        NetworkSpec spec = new NetworkSpec(on.input(), List.of(new NamedLayer("layer", on.spec())));
        try (Network network = Network.build(spec, textbook, BuildOptions.batch(on.batch()).observed());
                Tensor dy = textbook.tensor(spec.output().withBatch(on.batch()))) {
            network.setParameters(in.parameters());
            network.setState(in.state());
            network.input(on.batch()).copyFrom(in.x());
            network.forward(network.input(on.batch()), Mode.train(0, 0));
            dy.copyFrom(in.dy());
            network.backwardToInput(dy);
            return new NetworkFlow(
                    on.batch(),
                    Mode.train(0, 0),
                    in.parameters(),
                    network.gradient().toDoubles(),
                    in.state(),
                    network.state().toDoubles(),
                    NetworkFlow.copy(network.observations()));
        }
    }

    @Test
    void theTermsOfEveryTensorOfEveryLayerAddUpToIt() {
        Set<String> kinds = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (LayerCase on : LayerCases.all()) {
            NetworkFlow flow = flow(on);
            for (LayerFlow through : flow.layers()) {
                PlacedLayer layer = through.layer();
                kinds.add(layer.spec().kind());
                Map<String, Bound> bounds = flow.bounds(through, bound).tensors(layer);
                flow.outputs(through).tensors(layer).forEach((tensor, values) -> {
                    int tried = Math.min(ELEMENTS, values.length);
                    for (int k = 0; k < tried; k++) {
                        int at = (int) ((long) k * values.length / tried);
                        SumOfTerms sum = SumOfTerms.of(flow, through, tensor, at);
                        double allowed = bounds.get(tensor).values()[at] + roundings(sum);
                        if (!(Math.abs(sum.total() - values[at]) <= allowed)) {
                            wrong.add("%s, %s: %s, but %s".formatted(on, layer.name(), sum.text(), values[at]));
                        }
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(kinds).hasSize(28);
    }

    /** Of adding the terms up one by one, γ_n·Σ|terms|: the layer may add small ones first, and a large one last. */
    private static double roundings(SumOfTerms sum) {
        double nu = sum.terms().size() * Precision.FLOAT64.unitRoundoff();
        double sizes = sum.terms().stream().mapToDouble(term -> Math.abs(term.value())).sum();
        return nu / (1 - nu) * sizes;
    }

    private static SumOfTerms of(LayerInputs in, String tensor, int at) {
        return SumOfTerms.of(in, tensor, at);
    }

    private static LayerInputs inputs(LayerCase on) {
        return on.inputs(Precision.FLOAT64);
    }

    @Test
    void aConvolutionWithoutPaddingHasAsManyTermsAsItsShapesSay() {
        // C = 4 and O = 6 in 2 groups, 3×2 kernel, stride 2: a 7×6 image gives 3×3.
        Conv2d conv = new Conv2d(6, Window2d.of(3, 2).withStride(2)).withGroups(2);
        LayerInputs in = inputs(new LayerCase("counted", conv, Shape.of(4, 7, 6), 3, LayerCase.Data.NORMAL));
        assertThat(of(in, "y", 0).terms()).hasSize(2 * 3 * 2 + 1);
        assertThat(of(in, "dw", 7).terms()).hasSize(3 * 3 * 3);
        assertThat(of(in, "db", 5).terms()).hasSize(3 * 3 * 3);
        // A pixel of an even row lies, but for the first and the last row, in two windows' rows.
        assertThat(of(in, "dx", 2 * 6).terms()).hasSize(3 * 2);
        assertThat(of(in, "dx", 6).terms()).hasSize(3);
    }

    /** Every product w·x that goes into y sends one term to its x and one to its w. */
    @Test
    void forwardAndBackwardHaveTheSameProducts() {
        for (LayerCase on : LayerCases.all()) {
            boolean small = on.placed().output().size() * on.batch() < 300;
            if (!small || !WITH_WEIGHTS.contains(on.spec().kind())) {
                continue;
            }
            LayerInputs in = inputs(on);
            int bias = on.placed().parameters().size() == 2 ? in.dy().length : 0;
            int ofY = count(in, "y", in.dy().length) - bias;
            assertThat(count(in, "dx", in.x().length)).as(on.toString()).isEqualTo(ofY);
            assertThat(count(in, "dw", on.placed().parameter("w").size())).as(on.toString()).isEqualTo(ofY);
        }
    }

    private static int count(LayerInputs in, String tensor, int size) {
        int count = 0;
        for (int at = 0; at < size; at++) {
            count += of(in, tensor, at).terms().size();
        }
        return count;
    }

    @Test
    void onlyTheWinnerOfAWindowGetsATerm() {
        LayerInputs in = new LayerInputs(
                new MaxPool2d(2), Shape.of(1, 2, 2), 1, new double[] {1, 7, 3, 2}, new double[0], new double[] {5});
        assertThat(of(in, "y", 0).terms()).extracting(Term::text).containsExactly("x[0,0,0,1] 7");
        assertThat(of(in, "dx", 1).terms()).extracting(Term::text).containsExactly("dy[0,0,0,0] 5");
        assertThat(of(in, "dx", 0).terms()).isEmpty();
        assertThat(of(in, "dx", 0).total()).isZero();
    }

    @Test
    void termsNameTheirFactors() {
        LayerInputs in = new LayerInputs(
                new Conv2d(1, Window2d.of(1, 2)),
                Shape.of(1, 1, 2),
                1,
                new double[] {3, -0.5},
                new double[] {0.25, 4, 0.125},
                new double[] {2});
        SumOfTerms y = of(in, "y", 0);
        assertThat(y.terms())
                .extracting(Term::text)
                .containsExactly(
                        "b[0] 0.125", "w[0,0,0,0] 0.25 · x[0,0,0,0] 3", "w[0,0,0,1] 4 · x[0,0,0,1] -0.5");
        assertThat(y.total()).isEqualTo(0.125 + 0.75 - 2);
        assertThat(y.absolute()).isEqualTo(0.125 + 0.75 + 2);
        assertThat(y.text()).isEqualTo("y[0,0,0,0] = -1.125, a sum of 3 terms");
        assertThat(y.largest(1)).extracting(Term::value).containsExactly(-2.0);
        assertThat(of(in, "dw", 1).terms()).extracting(Term::text).containsExactly("x[0,0,0,1] -0.5 · dy[0,0,0,0] 2");
        LayerInputs relu = new LayerInputs(
                new Relu(), Shape.of(2), 1, new double[] {-1, 1}, new double[0], new double[] {6, 7});
        assertThat(of(relu, "dx", 0).terms()).extracting(Term::text).containsExactly("dy[0,0] 6 · [x > 0] 0");
        assertThat(of(relu, "dx", 1).terms()).extracting(Term::text).containsExactly("dy[0,1] 7");
    }

    @Test
    void aBatchNormalisationsDxHasThreeNamedParts() {
        LayerCase on = LayerCases.all().stream()
                .filter(one -> one.spec().kind().equals("batch_norm2d"))
                .findFirst()
                .orElseThrow();
        SumOfTerms dx = of(inputs(on), "dx", 4);
        assertThat(dx.terms()).extracting(Term::part).containsExactly("direct", "mean", "variance");
        // Without the two others dx would be another number: the parts are not decoration.
        assertThat(dx.terms().get(0).value()).isNotCloseTo(dx.total(), within(1e-6));
    }

    @Test
    void whatIsNotThereIsNamed() {
        LayerInputs in = inputs(LayerCases.all().get(0));
        assertThatThrownBy(() -> of(in, "dgamma", 0)).hasMessageContaining("computes no tensor 'dgamma'");
        assertThatThrownBy(() -> of(in, "db", 99)).hasMessageContaining("db [3] has no element number 99");
    }
}
