package cnn.backend.contract;

import static cnn.backend.contract.Agreement.agree;
import static cnn.backend.contract.Agreement.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.contract.Agreement.Tensors;
import cnn.check.GradientCheck;
import cnn.check.GradientFinding;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.cases.LayerCase;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The rules that a backend's layers obey, one layer at a time. Their numbers stay: tests and reports are named by them. */
public enum LayerRule {
    C1("shapes are what the spec says") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            PassRules.shapes(backend, on);
        }
    },
    C2("x, dy and the parameters are left untouched") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            PassRules.untouched(backend, on);
        }
    },
    C3("backward overwrites its own slices of the gradient, and nothing else") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            PassRules.overwrites(backend, on);
        }
    },
    C4("what a larger batch left in the buffers does not matter") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs in = on.inputs(backend.precision());
            LayerInputs larger = on.inputs(backend.precision(), on.batch() + 3, 1);
            Arrays.fill(larger.dy(), LayerUnderTest.SENTINEL);
            try (LayerUnderTest used = new LayerUnderTest(backend, on, on.batch() + 3);
                    LayerUnderTest fresh = new LayerUnderTest(backend, on, on.batch() + 3)) {
                used.run(larger);
                same(used.run(in), fresh.run(in));
            }
        }
    },
    C5("y agrees with the textbook within the derived bound") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            agree(backend, reference, on, Tensors.Y);
        }
    },
    C6("dx agrees with the textbook within the derived bound") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            agree(backend, reference, on, Tensors.DX);
        }
    },
    C7("the parameters' gradients agree with the textbook within the derived bound") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return hasParameters(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            agree(backend, reference, on, Tensors.GRADIENT);
        }
    },
    C8("backward gives the same bits each time") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            PassRules.repeated(backend, on);
        }
    },
    C9("gradients agree with central differences in float64") {
        @Override
        public boolean appliesTo(Precision precision) {
            return precision == Precision.FLOAT64;
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            List<GradientFinding> findings = GradientCheck.ofLayer(backend, on.inputs(Precision.FLOAT64), 16);
            // Among ties every step may tip a winner over; then there is nothing to check.
            boolean someChecked = on.data() != LayerCase.Data.TIES;
            assertThat(findings).isNotEmpty().allSatisfy(finding -> assertThat(
                            finding.agrees() || !someChecked && finding.checked() == 0)
                    .as(finding.describe())
                    .isTrue());
        }
    },
    C10("a batch smaller than the largest agrees with the textbook too") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs in = on.inputs(backend.precision());
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 5)) {
                agree(layer, layer.flow(in), reference);
            }
        }
    },
    C11("backward after inference is an IllegalStateException") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            PassRules.afterInference(backend, on);
        }
    },
    C12("the same inputs give the same bits, on the same layer and on a new one") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs in = on.inputs(backend.precision());
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                    LayerUnderTest other = new LayerUnderTest(backend, on, on.batch())) {
                LayerOutputs first = layer.run(in);
                same(layer.run(in), first);
                same(other.run(in), first);
            }
        }
    },
    C13("ties: the first in row order wins a max pool; at zero ReLU and its like have the slope of the negative side") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return Ties.canOccurIn(on.spec());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs in = Ties.allZero(on.inputs(backend.precision()));
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
                double[] expected = Ties.expectedDx(in);
                double[] dx = layer.run(in).dx();
                for (int i = 0; i < dx.length; i++) {
                    // Whole-numbered gradients: sums over overlapping windows are exact. A slope is rounded, and e⁰, and α.
                    assertThat(dx[i])
                            .as("dx[%d] of an input of zeros", i)
                            .isCloseTo(expected[i], within(Ties.roundings(on.spec(), backend.precision()) * expected[i]));
                }
            }
        }
    },
    C14("parametersOnly gives the gradients that dx gives, within the derived bound") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return hasParameters(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs in = on.inputs(backend.precision());
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                    Tensor x = layer.x(in);
                    Tensor dy = layer.dy(in)) {
                layer.set(in);
                layer.chain().forward(x, LayerUnderTest.TRAIN);
                // What the second way back does not compute stays as the first has left it.
                layer.chain().dx(dy);
                layer.fillGradient(LayerUnderTest.SENTINEL);
                layer.chain().parametersOnly(dy);
                agree(layer, layer.flow(in.batch()), reference);
            }
        }
    },
    C17("inference gives the y of training, unless it uses a state or drops out nothing then") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return !StateRules.hasState(on) && !DropoutRules.isInside(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs in = on.inputs(backend.precision());
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                    Tensor x = layer.x(in);
                    Tensor dy = layer.dy(in)) {
                layer.set(in);
                layer.chain().forward(x, LayerUnderTest.TRAIN);
                layer.chain().dx(dy);
                layer.chain().forward(x, Mode.INFER);
                agree(layer, layer.flow(in.batch()), reference);
            }
        }
    },
    C18("parameters are read anew at every forward pass") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return hasParameters(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            LayerInputs first = on.inputs(backend.precision());
            LayerInputs second = on.inputs(backend.precision(), on.batch(), 1);
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
                layer.run(first);
                agree(layer, layer.flow(second), reference);
            }
        }
    },
    C19("inference uses the state as the textbook does, and leaves it as it is") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return StateRules.hasState(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            StateRules.inference(backend, reference, on);
        }
    },
    C20("each forward pass in training moves the state once, within the derived bound; nothing else does") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return StateRules.hasState(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            StateRules.training(backend, reference, on);
        }
    },
    C22("dropout drops, forwards and backwards, what the mask of the pass's seed and step and of the layer's index drops") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return DropoutRules.isDropout(on.spec());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            DropoutRules.masks(backend, on);
        }
    },
    C23("dropout is the identity in inference") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return DropoutRules.isDropout(on.spec());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on) {
            DropoutRules.inference(backend, on);
        }
    };

    private final String title;

    LayerRule(String title) {
        this.title = title;
    }

    /** For example {@code C2: x, dy and the parameters are left untouched}. */
    public String title() {
        return name() + ": " + title;
    }

    /** Whether the rule says anything about this case. */
    public boolean appliesTo(LayerCase on) {
        return true;
    }

    /** Whether the rule says anything about backends of this precision. */
    public boolean appliesTo(Precision precision) {
        return true;
    }

    /** @throws AssertionError if the backend breaks this rule; its message names the rule and the case */
    public final void check(Backend backend, Backend reference, LayerCase on) {
        try {
            verify(backend, reference, on);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(title() + " [" + on + "]: " + e, e);
        }
    }

    abstract void verify(Backend backend, Backend reference, LayerCase on);

    private static boolean hasParameters(LayerCase on) {
        return !on.spec().parameters(on.input()).isEmpty();
    }
}
