package cnn.check.contract;

import cnn.backend.Backend;
import java.util.Optional;

/** The rules that a backend obeys as a whole; their numbers go on where those of {@link LayerRule} leave gaps. */
public enum BackendRule {
    C15("optimizer", "every optimizer's updates follow its formula, also where another updater goes on from its state") {
        @Override
        void verify(Backend backend, Backend reference, Require require) {
            OptimizerAgreement.verify(backend, require);
        }
    },
    C16("network", "a whole network, fused or observed, agrees with the textbook within the bound carried through its layers") {
        @Override
        void verify(Backend backend, Backend reference, Require require) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.all(), require);
        }
    },
    C21("network", "a whole network of blocks with batch normalisation agrees too, in training and in inference") {
        @Override
        void verify(Backend backend, Backend reference, Require require) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.blocks(), require);
        }
    },
    C24("network", "a whole network of the other layers agrees too, dropout with the masks of its place and step") {
        @Override
        void verify(Backend backend, Backend reference, Require require) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.others(), require);
        }
    },
    C30("update", "clipping, penalties, decay and max-norm follow their formulas, in their order") {
        @Override
        void verify(Backend backend, Backend reference, Require require) {
            UpdateAgreement.verify(backend, require);
        }
    };

    private final String kind;
    private final String title;

    BackendRule(String kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    /** For example {@code C15}. */
    public String id() {
        return name();
    }

    /** What must hold, half a sentence, for example {@code every optimizer's updates follow its formula}. */
    public String title() {
        return title;
    }

    /** For example {@code C15: every optimizer's updates follow its formula}. */
    public String text() {
        return id() + ": " + title;
    }

    /** What the rule is about: {@code network}, {@code optimizer} or {@code update}. */
    public String kind() {
        return kind;
    }

    /**
     * Tries the rule.
     *
     * @param reference {@code textbook}, see {@link cnn.check.ErrorBound#against}
     * @return how much was judged
     * @throws RuleBroken if the backend breaks this rule
     * @throws cnn.backend.UnsupportedLayerException if the backend cannot run a layer that the rule needs
     */
    public final Judgement check(Backend backend, Backend reference) {
        return Require.that(
                id(), text(), Optional.empty(), kind, require -> verify(backend, reference, require));
    }

    abstract void verify(Backend backend, Backend reference, Require require);
}
