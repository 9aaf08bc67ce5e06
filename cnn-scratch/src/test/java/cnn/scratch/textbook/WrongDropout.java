package cnn.scratch.textbook;

import cnn.backend.Mode;
import cnn.random.DropoutMask;
import cnn.spec.Dropout;
import cnn.spec.PlacedLayer;
import cnn.spec.SpatialDropout2d;

/** A dropout, of elements or of channels, with one deliberate mistake: the contract kit must find it. */
final class WrongDropout extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        FRESH_MASK_IN_BACKWARD,
        NO_MASK_IN_BACKWARD,
        KEPT_ONES_NOT_SCALED,
        KEEPS_WHAT_SHOULD_GO,
        SEED_IGNORED,
        STEP_IGNORED,
        INDEX_IGNORED,
        EVERY_SAMPLE_HAS_THE_SAME_MASK,
        CHANNELS_DROPPED_PIXEL_BY_PIXEL,
        DROPS_IN_INFERENCE
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
        double factor = mistake == Mistake.KEPT_ONES_NOT_SCALED ? 1 : 1 / (1 - rate);
        for (int i = 0; i < N * size; i++) {
            int place = mistake == Mistake.EVERY_SAMPLE_HAS_THE_SAME_MASK ? i % size : i;
            to[i] = rate == 0 ? from[i] : mask.keeps(place / run) ? factor * from[i] : 0;
        }
    }

    @Override
    void forward(int N, double[] x, double[] y) {
        if (mistake == Mistake.DROPS_IN_INFERENCE) {
            multiply(N, last, x, y);
        } else {
            System.arraycopy(x, 0, y, 0, N * size);
        }
    }

    @Override
    void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
        last = mode;
        multiply(N, mode, x, y);
    }

    @Override
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        switch (mistake) {
            case NO_MASK_IN_BACKWARD -> System.arraycopy(dy, 0, dx, 0, N * size);
            case FRESH_MASK_IN_BACKWARD -> multiply(N, Mode.train(last.seed(), last.step() + 1000), dy, dx);
            default -> multiply(N, last, dy, dx);
        }
    }
}
