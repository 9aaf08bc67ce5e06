package cnn.check.contract;

import static cnn.check.contract.Agreement.agree;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.check.DirectionalFinding;
import cnn.check.GradientCheck;
import cnn.check.GradientFinding;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.check.contract.Agreement.Tensors;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** The rules that a backend's layers obey, one layer at a time. Their numbers stay: tests and reports are named by them. */
public enum LayerRule {
    C1("shapes are what the spec says") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            PassRules.shapes(backend, on, require);
        }
    },
    C2("x, dy and the parameters are left untouched") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            PassRules.untouched(backend, on, require);
        }
    },
    C3("backward overwrites its own slices of the gradient, and nothing else") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            PassRules.overwrites(backend, on, require);
        }
    },
    C4("what a larger batch left in the buffers does not matter") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            ReuseRules.afterALargerBatch(backend, on, require);
        }
    },
    C5("y agrees with the textbook within the derived bound") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            agree(backend, reference, on, Tensors.Y, require);
        }
    },
    C6("dx agrees with the textbook within the derived bound") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            agree(backend, reference, on, Tensors.DX, require);
        }
    },
    C7("the parameters' gradients agree with the textbook within the derived bound") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return hasParameters(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            agree(backend, reference, on, Tensors.GRADIENT, require);
        }
    },
    C8("backward gives the same bits each time") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            PassRules.repeated(backend, on, require);
        }
    },
    C9("gradients agree with central differences in float64") {
        @Override
        public boolean appliesTo(Precision precision) {
            return precision == Precision.FLOAT64;
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            List<GradientFinding> findings = GradientCheck.ofLayer(backend, on.inputs(Precision.FLOAT64), 16);
            require.that(!findings.isEmpty(), () -> "no tensor was checked");
            // Every step may tip a winner over, or a sign; then there is nothing to check.
            require.agree(findings, !on.data().mayLieOnKinks());
        }
    },
    C10("a batch smaller than the largest agrees with the textbook too") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            LayerInputs in = on.inputs(backend.precision());
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 5)) {
                agree(layer, layer.flow(in), reference, require);
            }
        }
    },
    C11("backward after inference is an IllegalStateException") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            PassRules.afterInference(backend, on, require);
        }
    },
    C12("the same inputs give the same bits, on the same layer and on a new one") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            ReuseRules.repeated(backend, on, require);
        }
    },
    C13("ties: the first in row order wins a max pool; at zero ReLU and its like have the slope of the negative side") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return Ties.canOccurIn(on.spec());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            Ties.verify(backend, on, require);
        }
    },
    C14("parametersOnly gives the gradients that dx gives, within the derived bound") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return hasParameters(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
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
                agree(layer, layer.flow(in.batch()), reference, require);
            }
        }
    },
    C17("inference gives the y of training, unless it uses a state or drops out nothing then") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return !StateRules.hasState(on) && !DropoutRules.isInside(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            LayerInputs in = on.inputs(backend.precision());
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                    Tensor x = layer.x(in);
                    Tensor dy = layer.dy(in)) {
                layer.set(in);
                layer.chain().forward(x, LayerUnderTest.TRAIN);
                layer.chain().dx(dy);
                layer.chain().forward(x, Mode.INFER);
                agree(layer, layer.flow(in.batch()), reference, require);
            }
        }
    },
    C18("parameters are read anew at every forward pass") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return hasParameters(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            LayerInputs first = on.inputs(backend.precision());
            LayerInputs second = on.inputs(backend.precision(), on.batch(), 1);
            try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
                layer.run(first);
                agree(layer, layer.flow(second), reference, require);
            }
        }
    },
    C19("inference uses the state as the textbook does, and leaves it as it is") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return StateRules.hasState(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            StateRules.inference(backend, reference, on, require);
        }
    },
    C20("each forward pass in training moves the state once, within the derived bound; nothing else does") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return StateRules.hasState(on);
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            StateRules.training(backend, reference, on, require);
        }
    },
    C22("dropout drops, forwards and backwards, what the mask of the pass's seed and step and of the layer's index drops") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return DropoutRules.isDropout(on.spec());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            DropoutRules.masks(backend, on, require);
        }
    },
    C23("dropout is the identity in inference") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return DropoutRules.isDropout(on.spec());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            DropoutRules.inference(backend, on, require);
        }
    },
    C25("backward is linear in dy, within the derived bounds") {
        @Override
        public boolean appliesTo(LayerCase on) {
            return on.placed().withInner().anyMatch(layer -> !layer.isComposite());
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            LinearityRule.verify(backend, reference, on, require);
        }
    },
    C26("passes of two layers of two networks may be interleaved, and give the same bits as alone") {
        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            ReuseRules.interleaved(backend, on, require);
        }
    },
    C27("along random directions, the whole gradient agrees with central differences in float64") {
        @Override
        public boolean appliesTo(Precision precision) {
            return precision == Precision.FLOAT64;
        }

        /** Along a direction numbers of all sizes move together: among special values C9 looks at each by itself. */
        @Override
        public boolean appliesTo(LayerCase on) {
            return switch (on.data()) {
                case SUBNORMAL, HUGE, SPIKES -> false;
                default -> true;
            };
        }

        @Override
        void verify(Backend backend, Backend reference, LayerCase on, Require require) {
            DirectionalFinding finding = GradientCheck.ofLayerAlong(backend, on.inputs(Precision.FLOAT64), DIRECTIONS);
            require.agree(finding, !on.data().mayLieOnKinks());
        }
    };

    private static final int DIRECTIONS = 3;

    private final String title;

    LayerRule(String title) {
        this.title = title;
    }

    /** For example {@code C2}. */
    public String id() {
        return name();
    }

    /** What must hold, half a sentence, for example {@code x, dy and the parameters are left untouched}. */
    public String title() {
        return title;
    }

    /** For example {@code C2: x, dy and the parameters are left untouched}. */
    public String text() {
        return id() + ": " + title;
    }

    /** Whether the rule says anything about this case. */
    public boolean appliesTo(LayerCase on) {
        return true;
    }

    /** Whether the rule says anything about backends of this precision. */
    public boolean appliesTo(Precision precision) {
        return true;
    }

    /**
     * Tries the rule on a case that it {@link #appliesTo applies to}.
     *
     * @param reference {@code textbook}, see {@link cnn.check.ErrorBound#against}
     * @return how much was judged
     * @throws RuleBroken if the backend breaks this rule
     * @throws cnn.backend.UnsupportedLayerException if the backend cannot run the case
     */
    public final Judgement check(Backend backend, Backend reference, LayerCase on) {
        return Require.that(
                id(), text(), Optional.of(on), on.spec().kind(), require -> verify(backend, reference, on, require));
    }

    abstract void verify(Backend backend, Backend reference, LayerCase on, Require require);

    private static boolean hasParameters(LayerCase on) {
        return !on.spec().parameters(on.input()).isEmpty();
    }
}
