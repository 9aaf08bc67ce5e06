package cnn.scratch.faults;

import cnn.scratch.textbook.CompositeLayer;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookTensor;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A separable convolution with one deliberate mistake, made of right layers. */
final class WrongSeparableConv2d extends CompositeLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        DY_DIVIDED_BY_N_AGAIN(Words.of(
                "The block divides the gradient by N on its way in, although the loss has done so.",
                "all gradients of the block and before it are N times too small; right for a batch of one")),
        DY_ROUNDED(Words.of(
                "dy is kept in single precision on its way into the block.",
                "everything is right to a few digits; only a derived bound tells it from rounding")),
        SAMPLES_SHIFTED_IN_DY(Words.of(
                "The gradient of the next sample is taken: the batch is off by one.",
                "the network learns every answer for another question; right for a batch of one"));

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
    private final int size;

    WrongSeparableConv2d(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        size = placed.output().size();
    }

    @Override
    protected void join(int N, List<double[]> outputs, double[] y) {
        System.arraycopy(outputs.get(0), 0, y, 0, N * size);
    }

    @Override
    protected Tensor share(int N, Tensor dy, int b) {
        TextbookTensor given = new TextbookTensor(dy.shape());
        double[] whole = TextbookTensor.of(dy).values();
        Arrays.setAll(given.values(), i -> switch (mistake) {
            case DY_DIVIDED_BY_N_AGAIN -> whole[i] / N;
            case DY_ROUNDED -> (float) whole[i];
            case SAMPLES_SHIFTED_IN_DY -> whole[(i + size) % (N * size)];
            default -> whole[i];
        });
        return given;
    }
}
