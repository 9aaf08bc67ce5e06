package cnn.backend.contract;

import cnn.backend.Backend;

/** The rules that a backend obeys as a whole; their numbers go on where those of {@link LayerRule} leave gaps. */
public enum BackendRule {
    C15("every optimizer's updates follow its formula, also where another updater goes on from its state") {
        @Override
        void verify(Backend backend, Backend reference) {
            OptimizerAgreement.verify(backend);
        }
    },
    C16("a whole network, fused or observed, agrees with the textbook within the bound carried through its layers") {
        @Override
        void verify(Backend backend, Backend reference) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.all());
        }
    },
    C21("a whole network of blocks with batch normalisation agrees too, in training and in inference") {
        @Override
        void verify(Backend backend, Backend reference) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.blocks());
        }
    },
    C24("a whole network of the other layers agrees too, dropout with the masks of its place and step") {
        @Override
        void verify(Backend backend, Backend reference) {
            NetworkAgreement.verify(backend, reference, FusionNetworks.others());
        }
    },
    C30("clipping, penalties, decay and max-norm follow their formulas, in their order") {
        @Override
        void verify(Backend backend, Backend reference) {
            UpdateAgreement.verify(backend);
        }
    };

    private final String title;

    BackendRule(String title) {
        this.title = title;
    }

    /** For example {@code C15: every optimizer's updates follow its formula}. */
    public String title() {
        return name() + ": " + title;
    }

    /** @throws AssertionError if the backend breaks this rule; its message names the rule */
    public final void check(Backend backend, Backend reference) {
        try {
            verify(backend, reference);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(title() + ": " + e, e);
        }
    }

    abstract void verify(Backend backend, Backend reference);
}
