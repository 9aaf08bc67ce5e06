package cnn.scratch.textbook;

import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;

/** A residual block with one deliberate mistake, made of right layers: the contract kit must find it. */
final class WrongResidual implements Layer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        SHORTCUT_DROPPED,
        SHORTCUT_GRADIENT_DROPPED,
        BODY_GRADIENT_DROPPED,
        DY_SHARED_OUT_BETWEEN_THE_BRANCHES,
        SHORTCUT_TAKES_ANOTHER_X,
        SHORTCUTS_PARAMETERS_FORGOTTEN,
        ALWAYS_IN_TRAINING,
        BACKWARD_AFTER_INFERENCE
    }

    private final Mistake mistake;
    private final PlacedLayer placed;
    private final Chain body;
    private final Chain shortcut;
    private boolean backwardPossible;

    WrongResidual(Mistake mistake, PlacedLayer placed, LayerContext context) {
        this.mistake = mistake;
        this.placed = placed;
        this.body = new Chain(LayerMaker.layers(placed.branches().get(0), context));
        this.shortcut = new Chain(LayerMaker.layers(placed.branches().get(1), context));
    }

    @Override
    public List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public List<Chain> chains() {
        return List.of(body, shortcut);
    }

    private static TextbookTensor sum(Tensor a, double factorOfA, Tensor b, double factorOfB) {
        TextbookTensor sum = new TextbookTensor(a.shape());
        for (int i = 0; i < a.shape().size(); i++) {
            sum.values()[i] = factorOfA * TextbookTensor.of(a).values()[i] + factorOfB * TextbookTensor.of(b).values()[i];
        }
        return sum;
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        Mode used = mistake == Mistake.ALWAYS_IN_TRAINING ? Mode.train(0, 0) : mode;
        Tensor other = mistake == Mistake.SHORTCUT_TAKES_ANOTHER_X ? sum(x, 0.5, x, 0) : x;
        Tensor y = sum(
                body.forward(x, used), 1, shortcut.forward(other, used), mistake == Mistake.SHORTCUT_DROPPED ? 0 : 1);
        backwardPossible = mode.training() || mistake == Mistake.BACKWARD_AFTER_INFERENCE;
        return new ForwardPass(y, new Pass());
    }

    private final class Pass implements Backward {
        @Override
        public Tensor dx(Tensor dy) {
            requireForward();
            Tensor given = mistake == Mistake.DY_SHARED_OUT_BETWEEN_THE_BRANCHES ? sum(dy, 0.5, dy, 0) : dy;
            return sum(
                    body.dx(given),
                    mistake == Mistake.BODY_GRADIENT_DROPPED ? 0 : 1,
                    shortcut.dx(given),
                    mistake == Mistake.SHORTCUT_GRADIENT_DROPPED ? 0 : 1);
        }

        @Override
        public void parametersOnly(Tensor dy) {
            requireForward();
            body.parametersOnly(dy);
            if (mistake != Mistake.SHORTCUTS_PARAMETERS_FORGOTTEN) {
                shortcut.parametersOnly(dy);
            }
        }

        private void requireForward() {
            if (!backwardPossible) {
                throw new IllegalStateException("no forward pass in training mode before");
            }
        }
    }
}
