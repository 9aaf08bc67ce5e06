package cnn.check.contract;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
import cnn.check.contract.Agreement.Tensors;
import cnn.tensor.Precision;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules that a backend's layers obey, one layer at a time. Their numbers stay: tests and reports are named by them. */
public enum LayerRule {
    C1("shapes are what the spec says", alone(PassRules::shapes)),
    C2("x, dy and the parameters are left untouched", alone(PassRules::untouched)),
    C3("backward overwrites its own slices of the gradient, and nothing else", alone(PassRules::overwrites)),
    C4("what a larger batch left in the buffers does not matter", alone(ReuseRules::afterALargerBatch)),
    C5("y agrees with the textbook within the derived bound", agreeing(Tensors.Y)),
    C6("dx agrees with the textbook within the derived bound", agreeing(Tensors.DX)),
    C7(
            "the parameters' gradients agree with the textbook within the derived bound",
            LayerRule::hasParameters,
            agreeing(Tensors.GRADIENT)),
    C8("backward gives the same bits each time", alone(PassRules::repeated)),
    C9(
            "gradients agree with central differences in float64",
            DifferenceRules::areExact,
            on -> true,
            alone(DifferenceRules::elementwise)),
    C10("a batch smaller than the largest agrees with the textbook too", AgreementRules::smallerBatch),
    C11("backward after inference is an IllegalStateException", alone(PassRules::afterInference)),
    C12("the same inputs give the same bits, on the same layer and on a new one", alone(ReuseRules::repeated)),
    C13(
            "ties: the first in row order wins a max pool; at zero ReLU and its like have the slope of the negative side",
            on -> Ties.canOccurIn(on.spec()),
            alone(Ties::verify)),
    C14(
            "parametersOnly gives the gradients that dx gives, within the derived bound",
            LayerRule::hasParameters,
            AgreementRules::parametersOnly),
    C17(
            "inference gives the y of training, unless it uses a state or drops out nothing then",
            on -> !StateRules.hasState(on) && !DropoutRules.isInside(on),
            AgreementRules::inference),
    C18("parameters are read anew at every forward pass", LayerRule::hasParameters, AgreementRules::newParameters),
    C19("inference uses the state as the textbook does, and leaves it as it is", StateRules::hasState, StateRules::inference),
    C20(
            "each forward pass in training moves the state once, within the derived bound; nothing else does",
            StateRules::hasState,
            StateRules::training),
    C22(
            "dropout drops, forwards and backwards, what the mask of the pass's seed and step and of the layer's index drops",
            on -> DropoutRules.isDropout(on.spec()),
            alone(DropoutRules::masks)),
    C23("dropout is the identity in inference", on -> DropoutRules.isDropout(on.spec()), alone(DropoutRules::inference)),
    C25(
            "backward is linear in dy, within the derived bounds",
            on -> on.placed().withInner().anyMatch(layer -> !layer.isComposite()),
            LinearityRule::verify),
    C26(
            "passes of two layers of two networks may be interleaved, and give the same bits as alone",
            alone(ReuseRules::interleaved)),
    C27(
            "along random directions, the whole gradient agrees with central differences in float64",
            DifferenceRules::areExact,
            DifferenceRules::movesTogether,
            alone(DifferenceRules::alongDirections));

    /** What a rule does; it complains to {@code require}. */
    private interface Verification {
        void verify(Backend backend, Backend reference, LayerCase on, Require require);
    }

    /** The same of a rule that needs no reference. */
    private interface Alone {
        void verify(Backend backend, LayerCase on, Require require);
    }

    private final String title;
    private final Predicate<Precision> precisions;
    private final Predicate<LayerCase> cases;
    private final Verification verification;

    LayerRule(String title, Verification verification) {
        this(title, on -> true, verification);
    }

    LayerRule(String title, Predicate<LayerCase> cases, Verification verification) {
        this(title, precision -> true, cases, verification);
    }

    LayerRule(
            String title, Predicate<Precision> precisions, Predicate<LayerCase> cases, Verification verification) {
        this.title = title;
        this.precisions = precisions;
        this.cases = cases;
        this.verification = verification;
    }

    private static Verification alone(Alone rule) {
        return (backend, reference, on, require) -> rule.verify(backend, on, require);
    }

    private static Verification agreeing(Tensors tensors) {
        return (backend, reference, on, require) -> Agreement.agree(backend, reference, on, tensors, require);
    }

    private static boolean hasParameters(LayerCase on) {
        return !on.spec().parameters(on.input()).isEmpty();
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
        return cases.test(on);
    }

    /** Whether the rule says anything about backends of this precision. */
    public boolean appliesTo(Precision precision) {
        return precisions.test(precision);
    }

    /**
     * Tries the rule on a case that it {@link #appliesTo applies to}.
     *
     * @param reference {@code textbook}, see {@link cnn.check.ErrorBound#against}
     * @return how much was judged
     * @throws RuleBroken if the backend breaks this rule
     * @throws cnn.backend.UnsupportedLayerException if the backend cannot run the case
     */
    public Judgement check(Backend backend, Backend reference, LayerCase on) {
        return Require.that(
                id(),
                text(),
                Optional.of(on),
                on.spec().kind(),
                require -> verification.verify(backend, reference, on, require));
    }
}
