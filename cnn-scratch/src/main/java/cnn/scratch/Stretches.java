package cnn.scratch;

/**
 * How elementwise work goes through a sample that lies in several layouts: in one go where none has a halo, else row
 * by row.
 *
 * @param whole whether a sample is one stretch
 * @param count stretches of a sample
 * @param length floats of a stretch, unused lanes included
 */
record Stretches(boolean whole, int height, int count, int length) {

    /** @param layouts of the same image, with the same blocks */
    static Stretches of(Layout... layouts) {
        Layout first = layouts[0];
        boolean whole = true;
        for (Layout layout : layouts) {
            whole &= !layout.hasHalo();
        }
        return whole
                ? new Stretches(true, first.height(), 1, first.sampleSize())
                : new Stretches(false, first.height(), first.blocks() * first.height(), first.rowLength());
    }

    /** Where a stretch of sample number {@code n} begins. */
    int at(Layout layout, int n, int stretch) {
        int inside = whole ? 0 : layout.rowOffset(stretch / height, stretch % height);
        return layout.sample(n) + inside;
    }
}
