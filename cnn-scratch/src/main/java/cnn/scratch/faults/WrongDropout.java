package cnn.scratch.faults;

import cnn.backend.Mode;
import cnn.random.DropoutMask;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.Dropout;
import cnn.spec.PlacedLayer;
import cnn.spec.SpatialDropout2d;

/** A dropout, of elements or of channels, with one deliberate mistake. */
final class WrongDropout extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        FRESH_MASK_IN_BACKWARD(Words.of(
                "Backward draws a new mask instead of using that of the forward pass.",
                "gradients go to elements that were off and miss some that were on: training is slow and noisy, "
                        + "and nothing looks broken")
                .seen("PyTorch, issue 190717: dropout gradient mask mismatch when memory budget is low, "
                        + "https://github.com/pytorch/pytorch/issues/190717")),
        NO_MASK_IN_BACKWARD(Words.of(
                "Backward lets all of dy through.",
                "elements that were off learn from errors that they had no part in")
                .seen("numpy-ml, issue 94: Backpropagation of dropout wrapper does not apply the mask, "
                        + "https://github.com/ddbourgin/numpy-ml/issues/94")),
        KEPT_ONES_NOT_SCALED(Words.of(
                "What is kept is not divided by 1 - rate.",
                "inference, where all is kept, sees larger numbers than training did")),
        SCALED_BY_THE_RATE(Words.of(
                        "What is kept is divided by the rate instead of by 1 - rate.",
                        "a rate of 0.1 makes numbers nine times too large; with 0.5 nothing shows")
                .seen("theanets, pull request 123: Fix bug in BernoulliDropout, "
                        + "https://github.com/lmjohns3/theanets/pull/123")),
        NOT_SCALED_IN_DX(Words.of(
                "The factor 1/(1 - rate) is put on forwards and forgotten backwards.",
                "gradients before the layer are too small by 1 - rate")),
        KEEPS_WHAT_SHOULD_GO(Words.of(
                "The rate is taken for the share that is kept.",
                "a rate of 0.2 drops 80 %; with 0.5 nothing shows")
),
        SEED_IGNORED(Words.of(
                "The mask does not depend on the seed.",
                "two runs with different seeds drop the same elements")),
        STEP_IGNORED(Words.of(
                "The mask does not depend on the step.",
                "the same elements are off in all steps: the rest of the network is never used")),
        INDEX_IGNORED(Words.of(
                "The mask does not depend on which layer it is.",
                "layers of one size drop the same places")),
        EVERY_SAMPLE_HAS_THE_SAME_MASK(Words.of(
                "One mask is drawn for a sample and used for all of the batch.",
                "the noise does not average out over the batch")),
        CHANNELS_DROPPED_PIXEL_BY_PIXEL(Words.of(
                "Spatial dropout drops pixels instead of whole channels.",
                "neighbouring pixels tell what was dropped: it regularises hardly at all")),
        DROPS_IN_INFERENCE(Words.of(
                "Dropout goes on in inference.",
                "each prediction is another one, and all are worse")),
        SCALED_IN_INFERENCE_TOO(Words.of(
                "Inference multiplies by 1 - rate although training has divided by it.",
                "predictions come from numbers too small by 1 - rate: both ways of scaling at once")
                .seen("DyNet, issue 186: non-standard dropout behavior, https://github.com/clab/dynet/issues/186"));

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
    private final int index;
    private final double rate;
    private final int size;
    private final int run;
    private Mode last = Mode.INFER;

    WrongDropout(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        index = placed.index();
        size = placed.input().size();
        boolean channels = placed.spec() instanceof SpatialDropout2d;
        rate = placed.spec() instanceof SpatialDropout2d spatial ? spatial.rate() : ((Dropout) placed.spec()).rate();
        run = channels && mistake != Mistake.CHANNELS_DROPPED_PIXEL_BY_PIXEL ? size / placed.input().dim(0) : 1;
    }

    private void multiply(int N, Mode mode, double[] from, double[] to) {
        DropoutMask mask = new DropoutMask(
                mistake == Mistake.SEED_IGNORED ? 0 : mode.seed(),
                mistake == Mistake.STEP_IGNORED ? 0 : mode.step(),
                mistake == Mistake.INDEX_IGNORED ? 0 : index,
                mistake == Mistake.KEEPS_WHAT_SHOULD_GO ? 1 - rate : rate);
        double factor = switch (mistake) {
            case KEPT_ONES_NOT_SCALED -> 1;
            case SCALED_BY_THE_RATE -> 1 / rate;
            default -> 1 / (1 - rate);
        };
        for (int i = 0; i < N * size; i++) {
            int place = mistake == Mistake.EVERY_SAMPLE_HAS_THE_SAME_MASK ? i % size : i;
            to[i] = rate == 0 ? from[i] : mask.keeps(place / run) ? factor * from[i] : 0;
        }
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        if (mistake == Mistake.DROPS_IN_INFERENCE) {
            multiply(N, last, x, y);
        } else {
            double factor = mistake == Mistake.SCALED_IN_INFERENCE_TOO ? 1 - rate : 1;
            for (int i = 0; i < N * size; i++) {
                y[i] = factor * x[i];
            }
        }
    }

    @Override
    public void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
        last = mode;
        multiply(N, mode, x, y);
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        switch (mistake) {
            case NO_MASK_IN_BACKWARD -> System.arraycopy(dy, 0, dx, 0, N * size);
            case NOT_SCALED_IN_DX -> {
                multiply(N, last, dy, dx);
                for (int i = 0; i < N * size; i++) {
                    dx[i] *= 1 - rate;
                }
            }
            case FRESH_MASK_IN_BACKWARD -> multiply(N, Mode.train(last.seed(), last.step() + 1000), dy, dx);
            default -> multiply(N, last, dy, dx);
        }
    }
}
