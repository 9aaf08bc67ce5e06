package cnn.scratch.kernel;

/**
 * The inner loops of the {@code scratch} backend over plain float arrays. Two implementations give results within the same
 * error bounds, though not the same bits: {@link ScalarKernels} and the Vector API's.
 *
 * <p>Words: a <em>block</em> is {@value #BLOCK} channels, innermost in memory; a <em>panel</em> is two blocks, the width of
 * a matrix product; a <em>tile</em> is {@value #ROWS} rows (usually pixels) of a panel, laid out
 * {@code [2 blocks][8 rows][16]}. Arguments named {@code …o} are offsets into the array before them. Shapes are checked
 * where layers are built; kernels trust them.
 */
public interface Kernels {
    /** Channels in a block. */
    int BLOCK = 16;

    /** Columns of a full panel. */
    int PANEL = 2 * BLOCK;

    /** Rows of a tile. */
    int ROWS = 8;

    /** Elements of a tile. */
    int TILE = ROWS * PANEL;

    /** Distance of two of the 36 points of a transformed tile: eight tiles lie side by side. */
    int POINT = ROWS * BLOCK;

    /** Kernel elements that {@link #depthwiseGradient} sums at once: all of a 3×3 kernel. */
    int DEPTHWISE_TAPS = 9;

    /** Elements that arrays have behind their last used one, because kernels may read (never write) that far beyond. */
    int SLACK = 64;

    /** For reports, for example {@code Vector API 512-bit}. */
    String describe();

    /**
     * Inner products: tile[to + gap·(j/16) + 16·i + j%16] = Σ_q a[ao + rows[at+i] + run(q)] · b[bo + q·width + j] for i &lt; 8, j &lt; width,
     * where run(q) is the q-th element of {@code runs}. Overwrites the tile.
     *
     * @param width {@value #BLOCK} or {@value #PANEL}
     * @param gap distance of the two blocks of the result
     */
    void product(
            float[] a, int ao, int[] rows, int at, Runs runs,
            float[] b, int bo, int width, float[] tile, int to, int gap);

    /**
     * Inner products of 8 neighbouring rows, {@value #BLOCK} elements apart: to[o + gap·(j/16) + 16·i + j%16] =
     * Σ_k a[ao + 16·i + (k/16)·aBlock + k%16] · b[bo + k·width + j] for i &lt; 8, k &lt; n, j &lt; width. The same as
     * {@link #product}, and faster, because the addresses differ by constants.
     */
    void productOfNeighbours(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int o, int gap);

    /**
     * Outer products over a rectangle of pixels: sums[so + i·width + j] += Σ_r Σ_s a[ao + r·aRow + s·aStep + i] ·
     * b[bo + r·bRow + s·bStep + (j/16)·bBlock + j%16] for i &lt; 8, j &lt; width.
     */
    void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so);

    /** As {@link #outer} for i &lt; 9: what a row of a 3×3 kernel over 3 channels needs. */
    void outerOfNine(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so);

    /**
     * Sums of a depthwise convolution for 8 pixels of a block: tile[to + 16·i + l] = Σ_t x[xo + rows[at+i] + offsets[t] + l] ·
     * w[wo + weights[t] + l]. Overwrites the tile; without any element it is all 0.
     */
    void depthwise(
            float[] x, int xo, int[] rows, int at, int[] offsets,
            float[] w, int wo, int[] weights, float[] tile, int to);

    /** As {@link #depthwise} for 8 neighbouring pixels, rows[at+i] = 16·i: faster, because the addresses differ by constants. */
    void depthwiseOfNeighbours(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] weights, float[] tile, int to);

    /**
     * dw of a depthwise convolution for {@value #DEPTHWISE_TAPS} kernel elements of a block: sums[so + 16·t + l] +=
     * Σ_r Σ_s x[xo + r·xRow + s·xStep + offsets[first+t] + l] · dz[dzo + r·dzRow + 16·s + l].
     */
    void depthwiseGradient(
            float[] x, int xo, int xRow, int xStep, int[] offsets, int first,
            float[] dz, int dzo, int dzRow, int rows, int steps, float[] sums, int so);

    /** y[yo + rows[at+i] + l] = f(tile[to + 16·i + l] + bias[bo + l]) for 8 rows of a block; f is ReLU or nothing. */
    void store(
            float[] tile, int to, float[] bias, int bo, boolean relu, float[] y, int yo, int[] rows, int at);

    /**
     * As {@link #store}, then the maximum of rows 0-3 and of rows 4-7, two windows in row order. {@code winners} gets the
     * number of each window's first largest row (0 to 3), or 4 where ReLU has shut it: two times 16 lanes.
     */
    void storePooled(
            float[] tile, int to, float[] bias, int bo, boolean relu,
            float[] y, int yo, int[] rows, int at, float[] winners, int wo);

    /**
     * The adjoint of {@link #storePooled}: gives each of two windows' gradients {@code dy[dyo + windows[at/4 + k] + l]} to
     * its winner among the four pixels {@code dz[dzo + pixels[at + 4·k + i] + l]} and 0 to the others.
     */
    void spreadPooled(
            float[] dy, int dyo, int[] windows, float[] winners, int wo, float[] dz, int dzo, int[] pixels, int at);

    /**
     * Winograd's input transform V = Bᵀ·d·B of a 6×6 patch, over a block: v[vo + {@value #POINT}·(6·i + j) + l] from pixels
     * x[xo + i·rowStride + 16·j + l]. The matrices are in docs/winograd.md.
     *
     * @param scratch at least 36 blocks, here and in the transforms below
     */
    void winogradInput(float[] x, int xo, int rowStride, float[] v, int vo, float[] scratch);

    /** The adjoint of {@link #winogradInput}: adds B·V·Bᵀ to a 6×6 patch of dx. */
    void winogradInputAdjoint(float[] v, int vo, float[] dx, int dxo, int rowStride, float[] scratch);

    /**
     * Winograd's output transform Z = Aᵀ·M·A to 4×4 pixels, over a block, then y[yo + i·rowStride + 16·j + l] =
     * max(Z + bias[bo + l], floor), keeping NaN.
     *
     * @param floor 0 for ReLU, -∞ for nothing
     * @param rows and {@code columns} how many of the 4 are inside the image; the others are not written
     */
    void winogradOutput(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] scratch);

    /**
     * As {@link #winogradOutput}, then the maximum of each 2×2 window. {@code winners} gets for each of the 2×2 windows the
     * number of its first largest pixel (0 to 3), or 4 where it does not exceed {@code floor}.
     *
     * @param rows and {@code columns} how many of the 2 windows are inside
     */
    void winogradOutputPooled(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] winners, int wo, float[] scratch);

    /**
     * The adjoint of the output transform, dm[mo + {@value #POINT}·(6·i + j) + l] = A·dz·Aᵀ of a tile of 4×4 pixels, over a
     * block; db[dbo + l] += Σ dz.
     *
     * @param dz {@code [4][4][16]}
     */
    void winogradGradient(float[] dz, float[] dm, int mo, float[] db, int dbo, float[] scratch);

    /** Takes 4×4 pixels of dy to the tile {@code dz [4][4][16]}, 0 where ReLU was shut and outside rows and columns. */
    void tileGradient(
            float[] dy, int dyo, int dyRow, float[] y, int yo, int yRow, boolean relu, int rows, int columns, float[] dz);

    /** Gives the gradients of 2×2 windows to their winners in the tile {@code dz [4][4][16]}; 0 to all others. */
    void tileGradientPooled(
            float[] dy, int dyo, int dyRow, float[] winners, int wo, int rows, int columns, float[] dz);

    /**
     * The transform of 3×3 weights, U = G·w·Gᵀ, over a block: u[uo + (6·i + j)·uStride + l] from w[wo + (3·i + j)·wStride + l].
     */
    void winogradWeights(float[] w, int wo, int wStride, float[] u, int uo, int uStride, float[] scratch);

    /** The adjoint of {@link #winogradWeights}: dw = Gᵀ·dU·G. */
    void winogradWeightsAdjoint(float[] du, int uo, int uStride, float[] dw, int wo, int wStride, float[] scratch);

    /** y = max(x, 0), keeping NaN. */
    void relu(float[] x, int xo, float[] y, int yo, int n);

    /** dx = dy where y &gt; 0, else 0. */
    void reluBackward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n);

    /** y = f(x), element by element; y is another array than x. */
    void activate(Activation f, float a, float[] x, int xo, float[] y, int yo, int n);

    /**
     * dx = dy·f′; dx is another array than the others.
     *
     * @param v y where {@link Activation#slopeFromOutput}, else x
     */
    void activateBackward(
            Activation f, float a, float[] v, int vo, float[] dy, int dyo, float[] dx, int dxo, int n);

    /** y = e^(x - shift); y may be x. */
    void exp(float[] x, int xo, float shift, float[] y, int yo, int n);

    /** y = x^(-3/4), for x above 0. */
    void inverseThreeQuarters(float[] x, int xo, float[] y, int yo, int n);

    /** y = x·factor, and 0 wherever the factor is 0, whatever x is. */
    void mask(float[] x, int xo, float[] factors, int fo, float[] y, int yo, int n);

    /** to += from. */
    void add(float[] from, int fo, float[] to, int too, int n);

    /** sums[so + l] += Σ_p x[xo + 16·p + l] over {@code pixels} pixels of a block. */
    void addPixels(float[] x, int xo, int pixels, float[] sums, int so);

    /** y = max(a + b, floor), keeping NaN. */
    void sum(float[] a, int ao, float[] b, int bo, float floor, float[] y, int yo, int n);

    /** sums[so + l] += Σ_p (x[xo + 16·p + l] - mean[mo + l])² over {@code pixels} pixels of a block. */
    void addSquares(float[] x, int xo, int pixels, float[] mean, int mo, float[] sums, int so);

    /** y = max((x - mean)·scale + shift, floor) for pixels of a block, keeping NaN; one mean, scale and shift for a lane. */
    void normalize(
            float[] x, int xo, int pixels, float[] mean, float[] scale, float[] shift, int co, float floor,
            float[] y, int yo);

    /**
     * The sums of batch normalisation's backward pass over pixels of a block: sums[so + l] += Σ d and products[so + l] +=
     * Σ d·(x - mean), with d = dy, or 0 where {@link #normalize} gave no more than floor.
     */
    void addNormalizeGradient(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift, int co,
            float floor, float[] sums, float[] products, int so);

    /** dx = factor·(d - offset - (x - mean)·slope) for pixels of a block, with d as above. */
    void normalizeBackward(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo);

    /** dx = factor·d - offset - (x - mean)·slope for pixels of a block, with d as above. */
    void normalizeBackwardInGroups(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo);

    /** y = (x - mean)·scale·gamma + beta, each element with its own gamma and beta. */
    void normalizeElements(
            float[] x, int xo, float mean, float scale, float[] gamma, float[] beta, int go, int n, float[] y, int yo);

    /**
     * The sums of the backward pass of {@link #normalizeElements}: dgamma += dy·(x - mean)·scale, dbeta += dy, and with
     * g = gamma·dy, sums[so + i%16] += g and sums[po + i%16] += g·(x - mean).
     */
    void addElementGradient(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float[] gamma, int go, int n,
            float[] dgamma, float[] dbeta, float[] sums, int so, int po);

    /** dx = scale·(gamma·dy - offset - (x - mean)·slope). */
    void elementsBackward(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float offset, float slope,
            float[] gamma, int go, int n, float[] dx, int dxo);

    /** One window of a max pool over a block: its maximum and the number of its first largest element in row order. */
    void maxWindow(float[] x, int xo, Window window, float[] y, int yo, float[] winners, int wo);

    /** Adds dy to the winner of its window. */
    void maxWindowBackward(float[] dy, int dyo, float[] winners, int wo, float[] dx, int dxo, Window window);

    /** y = scale · Σ of a window's elements, over a block. */
    void sumWindow(float[] x, int xo, Window window, float scale, float[] y, int yo);

    /** Adds scale · dy to every element of a window. */
    void sumWindowBackward(float[] dy, int dyo, float scale, float[] dx, int dxo, Window window);

    /** θ ← θ - η·g. */
    void sgd(float[] p, float[] g, int from, int to, float rate);

    /** v ← μ·v + g; θ ← θ - η·v. */
    void momentum(float[] p, float[] g, float[] v, int from, int to, float rate, float momentum);

    /** m ← β₁·m + (1-β₁)·g; v ← β₂·v + (1-β₂)·g²; θ ← θ - rate · m / (√(v·correction) + ε). */
    void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step);

    /**
     * A pooling window where it lies inside the image.
     *
     * @param rows and {@code columns} its extents
     * @param rowStride distance of its rows in memory
     * @param first number of its first element in the whole window, row by row
     * @param perRow elements a row of the whole window
     */
    record Window(int rows, int columns, int rowStride, int first, int perRow) {}

    /**
     * The numbers of one Adam update; the bias corrections are combined in double.
     *
     * @param rate η / (1 - β₁ᵗ)
     * @param correction 1 / (1 - β₂ᵗ)
     */
    record AdamStep(float rate, float beta1, float keep1, float beta2, float keep2, float correction, float epsilon) {}
}
