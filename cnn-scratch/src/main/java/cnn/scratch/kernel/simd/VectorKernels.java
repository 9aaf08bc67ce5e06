package cnn.scratch.kernel.simd;

import cnn.scratch.kernel.Activation;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;

/**
 * The kernels on the Vector API (JEP 338 and its successors), for vectors of 4, 8 or 16 floats. Loaded by reflection, so
 * that nothing else needs the module {@code jdk.incubator.vector}.
 */
public final class VectorKernels implements Kernels {
    /** Called by reflection. */
    public VectorKernels() {}

    @Override
    public String describe() {
        return "Vector API " + Lanes.S.vectorBitSize() + "-bit";
    }

    @Override
    public void product(
            float[] a, int ao, int[] rows, int at, Runs runs,
            float[] b, int bo, int width, float[] tile, int to, int gap) {
        InnerProducts.product(a, ao, rows, at, runs, b, bo, width, tile, to, gap);
    }

    @Override
    public void productOfNeighbours(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int o, int gap) {
        NeighbourProducts.product(a, ao, aBlock, n, b, bo, width, to, o, gap);
    }

    @Override
    public void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        OuterProducts.outer(a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
    }

    @Override
    public void outerOfNine(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        OuterProductsOfNine.outer(a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
    }

    @Override
    public void depthwise(
            float[] x, int xo, int[] rows, int at, int[] offsets,
            float[] w, int wo, int[] weights, float[] tile, int to) {
        Depthwise.sums(x, xo, rows, at, offsets, w, wo, weights, tile, to);
    }

    @Override
    public void depthwiseOfNeighbours(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] weights, float[] tile, int to) {
        Depthwise.sumsOfNeighbours(x, xo, offsets, w, wo, weights, tile, to);
    }

    @Override
    public void depthwiseGradient(
            float[] x, int xo, int xRow, int xStep, int[] offsets, int first,
            float[] dz, int dzo, int dzRow, int rows, int steps, float[] sums, int so) {
        Depthwise.gradient(x, xo, xRow, xStep, offsets, first, dz, dzo, dzRow, rows, steps, sums, so);
    }

    @Override
    public void store(
            float[] tile, int to, float[] bias, int bo, boolean relu, float[] y, int yo, int[] rows, int at) {
        Stores.store(tile, to, bias, bo, relu, y, yo, rows, at);
    }

    @Override
    public void storePooled(
            float[] tile, int to, float[] bias, int bo, boolean relu,
            float[] y, int yo, int[] rows, int at, float[] winners, int wo) {
        Stores.storePooled(tile, to, bias, bo, relu, y, yo, rows, at, winners, wo);
    }

    @Override
    public void spreadPooled(
            float[] dy, int dyo, int[] windows, float[] winners, int wo, float[] dz, int dzo, int[] pixels, int at) {
        Stores.spreadPooled(dy, dyo, windows, winners, wo, dz, dzo, pixels, at);
    }

    @Override
    public void winogradInput(float[] x, int xo, int rowStride, float[] v, int vo, float[] scratch) {
        InputTransform.transform(x, xo, rowStride, v, vo, scratch);
    }

    @Override
    public void winogradInputAdjoint(float[] v, int vo, float[] dx, int dxo, int rowStride, float[] scratch) {
        InputTransform.adjoint(v, vo, dx, dxo, rowStride, scratch);
    }

    @Override
    public void winogradOutput(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] scratch) {
        OutputTransform.transform(m, mo, bias, bo, floor, y, yo, rowStride, rows, columns, scratch);
    }

    @Override
    public void winogradOutputPooled(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] winners, int wo, float[] scratch) {
        OutputTransform.pooled(m, mo, bias, bo, floor, y, yo, rowStride, rows, columns, winners, wo, scratch);
    }

    @Override
    public void winogradGradient(float[] dz, float[] dm, int mo, float[] db, int dbo, float[] scratch) {
        GradientTransform.transform(dz, dm, mo, db, dbo, scratch);
    }

    @Override
    public void tileGradient(
            float[] dy, int dyo, int dyRow, float[] y, int yo, int yRow, boolean relu, int rows, int columns, float[] dz) {
        GradientTransform.tile(dy, dyo, dyRow, y, yo, yRow, relu, rows, columns, dz);
    }

    @Override
    public void tileGradientPooled(
            float[] dy, int dyo, int dyRow, float[] winners, int wo, int rows, int columns, float[] dz) {
        GradientTransform.tilePooled(dy, dyo, dyRow, winners, wo, rows, columns, dz);
    }

    @Override
    public void winogradWeights(float[] w, int wo, int wStride, float[] u, int uo, int uStride, float[] scratch) {
        WeightTransform.transform(w, wo, wStride, u, uo, uStride, scratch);
    }

    @Override
    public void winogradWeightsAdjoint(
            float[] du, int uo, int uStride, float[] dw, int wo, int wStride, float[] scratch) {
        WeightTransform.adjoint(du, uo, uStride, dw, wo, wStride, scratch);
    }

    @Override
    public void relu(float[] x, int xo, float[] y, int yo, int n) {
        Elementwise.relu(x, xo, y, yo, n);
    }

    @Override
    public void reluBackward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        Elementwise.reluBackward(y, yo, dy, dyo, dx, dxo, n);
    }

    @Override
    public void activate(Activation f, float a, float[] x, int xo, float[] y, int yo, int n) {
        Activations.forward(f, a, x, xo, y, yo, n);
    }

    @Override
    public void activateBackward(
            Activation f, float a, float[] v, int vo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        Activations.backward(f, a, v, vo, dy, dyo, dx, dxo, n);
    }

    @Override
    public void exp(float[] x, int xo, float shift, float[] y, int yo, int n) {
        Activations.exp(x, xo, shift, y, yo, n);
    }

    @Override
    public void inverseThreeQuarters(float[] x, int xo, float[] y, int yo, int n) {
        Activations.inverseThreeQuarters(x, xo, y, yo, n);
    }

    @Override
    public void mask(float[] x, int xo, float[] factors, int fo, float[] y, int yo, int n) {
        Activations.mask(x, xo, factors, fo, y, yo, n);
    }

    @Override
    public void add(float[] from, int fo, float[] to, int too, int n) {
        Elementwise.add(from, fo, to, too, n);
    }

    @Override
    public void addPixels(float[] x, int xo, int pixels, float[] sums, int so) {
        Elementwise.addPixels(x, xo, pixels, sums, so);
    }

    @Override
    public void sum(float[] a, int ao, float[] b, int bo, float floor, float[] y, int yo, int n) {
        Elementwise.sum(a, ao, b, bo, floor, y, yo, n);
    }

    @Override
    public void addSquares(float[] x, int xo, int pixels, float[] mean, int mo, float[] sums, int so) {
        Normalization.addSquares(x, xo, pixels, mean, mo, sums, so);
    }

    @Override
    public void normalize(
            float[] x, int xo, int pixels, float[] mean, float[] scale, float[] shift, int co, float floor,
            float[] y, int yo) {
        Normalization.forward(x, xo, pixels, mean, scale, shift, co, floor, y, yo);
    }

    @Override
    public void addNormalizeGradient(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift, int co,
            float floor, float[] sums, float[] products, int so) {
        Normalization.addGradient(x, xo, dy, dyo, pixels, mean, scale, shift, co, floor, sums, products, so);
    }

    @Override
    public void normalizeBackward(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        Normalization.backward(
                x, xo, dy, dyo, pixels, mean, scale, shift, factor, offset, slope, co, floor, dx, dxo);
    }

    @Override
    public void normalizeBackwardInGroups(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        Normalization.backwardInGroups(
                x, xo, dy, dyo, pixels, mean, scale, shift, factor, offset, slope, co, floor, dx, dxo);
    }

    @Override
    public void normalizeElements(
            float[] x, int xo, float mean, float scale, float[] gamma, float[] beta, int go, int n, float[] y, int yo) {
        ElementNormalization.normalize(x, xo, mean, scale, gamma, beta, go, n, y, yo);
    }

    @Override
    public void addElementGradient(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float[] gamma, int go, int n,
            float[] dgamma, float[] dbeta, float[] sums, int so, int po) {
        ElementNormalization.addGradient(x, xo, dy, dyo, mean, scale, gamma, go, n, dgamma, dbeta, sums, so, po);
    }

    @Override
    public void elementsBackward(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float offset, float slope,
            float[] gamma, int go, int n, float[] dx, int dxo) {
        ElementNormalization.backward(x, xo, dy, dyo, mean, scale, offset, slope, gamma, go, n, dx, dxo);
    }

    @Override
    public void maxWindow(float[] x, int xo, Window window, float[] y, int yo, float[] winners, int wo) {
        Windows.max(x, xo, window, y, yo, winners, wo);
    }

    @Override
    public void maxWindowBackward(float[] dy, int dyo, float[] winners, int wo, float[] dx, int dxo, Window window) {
        Windows.maxBackward(dy, dyo, winners, wo, dx, dxo, window);
    }

    @Override
    public void sumWindow(float[] x, int xo, Window window, float scale, float[] y, int yo) {
        Windows.sum(x, xo, window, scale, y, yo);
    }

    @Override
    public void sumWindowBackward(float[] dy, int dyo, float scale, float[] dx, int dxo, Window window) {
        Windows.sumBackward(dy, dyo, scale, dx, dxo, window);
    }

    @Override
    public void sgd(float[] p, float[] g, int from, int to, float rate) {
        Elementwise.sgd(p, g, from, to, rate);
    }

    @Override
    public void momentum(float[] p, float[] g, float[] v, int from, int to, float rate, float momentum) {
        Elementwise.momentum(p, g, v, from, to, rate, momentum);
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        Elementwise.adam(p, g, m, v, from, to, step);
    }
}
