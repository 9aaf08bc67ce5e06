package cnn.scratch.faults;

import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookTensor;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;

/** A residual block with one deliberate mistake, made of right layers. */
final class WrongResidual implements Layer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        SHORTCUT_DROPPED(Words.of(
                "The shortcut is not added.",
                "y is the body's alone, and a deep network does not train")),
        SHORTCUT_GRADIENT_DROPPED(Words.of(
                "What comes back through the shortcut is not added to dx.",
                "gradients vanish in deep networks as if there were no shortcuts: the very thing they are for")),
        BODY_GRADIENT_DROPPED(Words.of(
                "What comes back through the body is not added to dx.",
                "layers before the block learn from the shortcut alone")),
        DY_SHARED_OUT_BETWEEN_THE_BRANCHES(Words.of(
                "Each branch is given half of dy, as if the sum were a mean.",
                "all gradients before the sum are half as large; after several blocks they are gone")),
        SHORTCUT_TAKES_ANOTHER_X(Words.of(
                "The shortcut is given another x than the body, as when an activation in between overwrites it.",
                "y is wrong, and dx belongs to another function")),
        SHORTCUTS_PARAMETERS_FORGOTTEN(Words.of(
                "The shortcut's parameters get no gradient when dx is not asked for.",
                "a projection in the first block never learns")),
        ALWAYS_IN_TRAINING(Words.of(
                "The layers inside the block are always in training mode.",
                "batch normalisation and dropout inside go on in inference")),
        BACKWARD_AFTER_INFERENCE(Words.of(
                "Backward after inference gives something instead of refusing.",
                "gradients of stale activations"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }

    private final Mistake mistake;
    private final PlacedLayer placed;
    private final Chain body;
    private final Chain shortcut;
    private boolean backwardPossible;

    WrongResidual(Mistake mistake, PlacedLayer placed, LayerContext context) {
        this.mistake = mistake;
        this.placed = placed;
        this.body = new Chain(context.layers(placed.branches().get(0)));
        this.shortcut = new Chain(context.layers(placed.branches().get(1)));
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
        double[] ofA = TextbookTensor.of(a).values();
        double[] ofB = TextbookTensor.of(b).values();
        for (int i = 0; i < a.shape().size(); i++) {
            sum.values()[i] = factorOfA * ofA[i] + factorOfB * ofB[i];
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
