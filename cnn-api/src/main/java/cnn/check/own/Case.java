package cnn.check.own;

import cnn.tensor.Shape;

/**
 * What a layer is tried on.
 *
 * @param input shape of one sample
 * @param batch N
 * @param from smallest x
 * @param to largest x
 */
record Case(Shape input, int batch, double from, double to, long seed) {
    Case withBatch(int other) {
        return new Case(input, other, from, to, seed);
    }

    Case withSeed(long other) {
        return new Case(input, batch, from, to, other);
    }

    @Override
    public String toString() {
        return "x %s from %s to %s".formatted(input.withBatch(batch), from, to);
    }
}
