package cnn.data.augment;

import cnn.data.Normalization;
import cnn.tensor.Shape;

/**
 * A sample as intensities in [0, 1]: p = x·std_c + mean_c of its normalisation, and back. In float, in place. Used by
 * one thread.
 */
public final class Intensities {
    /** Red, green, blue. */
    static final int RGB = 3;

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final int plane;
    private final float[] means;
    private final float[] stds;
    private float[] values = new float[0];
    private int offset;

    /** @param sample {@code [C, H, W]}, with as many channels as {@code normalization} */
    Intensities(Shape sample, Normalization normalization) {
        this.plane = sample.dim(1) * sample.dim(2);
        this.means = new float[sample.dim(0)];
        this.stds = new float[sample.dim(0)];
        for (int c = 0; c < means.length; c++) {
            means[c] = (float) normalization.channels().get(c).mean();
            stds[c] = (float) normalization.channels().get(c).std();
        }
    }

    int channels() {
        return means.length;
    }

    /** From here on it is about the sample at {@code from} of {@code x}, which turns into intensities. */
    void begin(float[] x, int from) {
        values = x;
        offset = from;
        for (int c = 0; c < channels(); c++) {
            scale(c, stds[c], means[c]);
        }
    }

    /** The intensities turn into normalised values again. */
    void end() {
        for (int c = 0; c < channels(); c++) {
            float mean = means[c];
            float std = stds[c];
            int start = offset + c * plane;
            for (int i = start; i < start + plane; i++) {
                values[i] = (values[i] - mean) / std;
            }
        }
    }

    /** p' = factor·p + added in channel {@code c}. */
    void scale(int c, float factor, float added) {
        int start = offset + c * plane;
        for (int i = start; i < start + plane; i++) {
            values[i] = cut(factor * values[i] + added);
        }
    }

    /** p' = factor·p + (1 - factor)·grey, for three channels. */
    void saturate(float factor) {
        for (int i = offset; i < offset + plane; i++) {
            float rest = (1 - factor) * grey(i);
            values[i] = cut(factor * values[i] + rest);
            values[i + plane] = cut(factor * values[i + plane] + rest);
            values[i + 2 * plane] = cut(factor * values[i + 2 * plane] + rest);
        }
    }

    /** The mean grey value; of pictures that are not of three channels, the mean of all values. */
    double meanGrey() {
        double sum = 0;
        if (channels() == RGB) {
            for (int i = offset; i < offset + plane; i++) {
                sum += grey(i);
            }
            return sum / plane;
        }
        for (int i = offset; i < offset + channels() * plane; i++) {
            sum += values[i];
        }
        return sum / (channels() * plane);
    }

    private float grey(int i) {
        return RED * values[i] + GREEN * values[i + plane] + BLUE * values[i + 2 * plane];
    }

    private static float cut(float p) {
        return Math.max(0, Math.min(1, p));
    }
}
