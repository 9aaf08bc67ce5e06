package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.AvgPool2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** An average pool with one deliberate mistake. */
final class WrongAvgPool2d extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        DIVIDED_BY_KERNEL_SIZE_IN_DX(Words.of(
                        "Forward divides by the number of pixels inside the image, backward always by the kernel's "
                                + "size.",
                        "dx is too small at the border; right without padding")
                .seen("Burn, issue 5604: avg_pool2d_backward divisor disagrees with forward in ceil_mode with"
                        + " count_include_pad, https://github.com/tracel-ai/burn/issues/5604")),
        NOT_DIVIDED_IN_DX(Words.of(
                "Backward hands each pixel the whole gradient.",
                "dx is too large by the number of pixels in a window")),
        DIVIDED_BY_STRIDE_IN_DX(Words.of(
                "Backward divides by the stride's area instead of the kernel's.",
                "right where the windows neither overlap nor leave gaps, which is the usual pool")),
        OVERLAP_OVERWRITTEN_IN_DX(Words.of(
                "dx is written with = where windows overlap, instead of +=.", "dx keeps the last window's share only")
                .seen("tangermeme, pull request 95 (of a max pool): FIX two bugs in the DeepLIFT max-pool rule, "
                        + "https://github.com/jmschrei/tangermeme/pull/95")),
        PADDING_COUNTED_THE_OTHER_WAY(Words.of(
                        "Padding is counted where it should not be, and left out where it should count; forwards and "
                                + "backwards.",
                        "y is wrong at the border and the gradients fit it: finite differences find nothing")
                .seen("TVM, issue 1144: Add count_include_pad attr to AvgPool Op (two meanings of one word),"
                        + " https://github.com/apache/tvm/issues/1144"));

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
    private final Geometry2d g;
    private final int planes;
    private final boolean countPadding;

    WrongAvgPool2d(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        AvgPool2d spec = (AvgPool2d) placed.spec();
        g = spec.window().on(placed.input().dim(1), placed.input().dim(2));
        planes = placed.input().dim(0);
        countPadding = spec.countPadding() != (mistake == Mistake.PADDING_COUNTED_THE_OTHER_WAY);
    }

    private interface Element {
        void at(int y, int x);
    }

    private void forEachElement(int N, Element element) {
        for (int at = 0; at < N * planes * g.outHeight() * g.outWidth(); at++) {
            int plane = at / (g.outHeight() * g.outWidth());
            for (int k = 0; k < g.kernelH() * g.kernelW(); k++) {
                int p = at / g.outWidth() % g.outHeight() * g.strideH() - g.top() + k / g.kernelW();
                int q = at % g.outWidth() * g.strideW() - g.left() + k % g.kernelW();
                if (p >= 0 && p < g.height() && q >= 0 && q < g.width()) {
                    element.at(at, (plane * g.height() + p) * g.width() + q);
                }
            }
        }
    }

    private int[] counts(int N) {
        int[] counts = new int[N * planes * g.outHeight() * g.outWidth()];
        if (countPadding) {
            Arrays.fill(counts, g.kernelH() * g.kernelW());
        } else {
            forEachElement(N, (yAt, xAt) -> counts[yAt]++);
        }
        return counts;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        int[] counts = counts(N);
        Arrays.fill(y, 0, counts.length, 0);
        forEachElement(N, (yAt, xAt) -> y[yAt] += x[xAt] / counts[yAt]);
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        int[] counts = counts(N);
        switch (mistake) {
            case DIVIDED_BY_KERNEL_SIZE_IN_DX -> Arrays.fill(counts, g.kernelH() * g.kernelW());
            case NOT_DIVIDED_IN_DX -> Arrays.fill(counts, 1);
            case DIVIDED_BY_STRIDE_IN_DX -> Arrays.fill(counts, g.strideH() * g.strideW());
            default -> {}
        }
        Arrays.fill(dx, 0, N * planes * g.height() * g.width(), 0);
        boolean overwritten = mistake == Mistake.OVERLAP_OVERWRITTEN_IN_DX;
        forEachElement(N, (yAt, xAt) -> dx[xAt] = (overwritten ? 0 : dx[xAt]) + dy[yAt] / counts[yAt]);
    }
}
