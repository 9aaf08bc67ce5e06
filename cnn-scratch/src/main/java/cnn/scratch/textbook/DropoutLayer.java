package cnn.scratch.textbook;

import cnn.backend.Mode;
import cnn.random.DropoutMask;
import cnn.spec.PlacedLayer;

/**
 * Dropout, of single elements or of whole channels. Any shape, or {@code [N, C, H, W]} for channels.
 *
 * <pre>
 * training   y[i]  = m[i] · x[i],     m[i] = 0 with probability rate, else 1 / (1 - rate)
 * inference  y[i]  = x[i]
 * backward   dx[i] = m[i] · dy[i]
 * </pre>
 *
 * <p>The factor 1 / (1 - rate) keeps the mean of y at that of x, so that nothing has to be scaled in inference. All elements
 * of a channel share one m there. Backward needs the m of the forward pass: {@link DropoutMask} gives them for the pass's
 * seed and step and for this layer's index, here and on every other engine.
 */
public final class DropoutLayer extends TextbookLayer {
    private final int index;
    private final double rate;
    private final int size;
    /** How many neighbours in memory share one m: 1, or the pixels of a channel. */
    private final int run;
    /** m of the last forward pass in training. */
    private final double[] m;

    private DropoutLayer(PlacedLayer placed, double rate, int run, LayerContext context) {
        super(placed, context);
        this.index = placed.index();
        this.rate = rate;
        this.run = run;
        this.size = placed.input().size();
        this.m = new double[context.maxBatch() * size / run];
    }

    static DropoutLayer ofElements(PlacedLayer placed, double rate, LayerContext context) {
        return new DropoutLayer(placed, rate, 1, context);
    }

    static DropoutLayer ofChannels(PlacedLayer placed, double rate, LayerContext context) {
        return new DropoutLayer(placed, rate, placed.input().dim(1) * placed.input().dim(2), context);
    }

    /** Inference. */
    @Override
    public void forward(int N, double[] x, double[] y) {
        System.arraycopy(x, 0, y, 0, N * size);
    }

    @Override
    public void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
        new DropoutMask(mode.seed(), mode.step(), index, rate).factors(0, N * size / run, m, 0);
        multiply(N, x, y);
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        multiply(N, dy, dx);
    }

    private void multiply(int N, double[] from, double[] to) {
        for (int i = 0; i < N * size; i++) {
            to[i] = m[i / run] * from[i];
        }
    }
}
