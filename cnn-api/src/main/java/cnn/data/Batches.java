package cnn.data;

import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Cuts a source into batches, in order or shuffled by addressed randomness: the order of an epoch is a function of
 * (seed, epoch) alone, the same for every engine. The last batch may be smaller. What is learnt from may be augmented:
 * then shuffled batches are, and batches in order are not, because those are for judging.
 */
public final class Batches {
    private final SampleSource source;
    private final int batchSize;
    private final Optional<Augmenter> augmenter;

    /** @throws BadInputException if {@code batchSize} is below 1 */
    public Batches(SampleSource source, int batchSize) {
        this(source, batchSize, Optional.empty());
    }

    private Batches(SampleSource source, int batchSize, Optional<Augmenter> augmenter) {
        if (batchSize < 1) {
            throw new BadInputException("batch size must be at least 1, got " + batchSize);
        }
        this.source = source;
        this.batchSize = Math.min(batchSize, source.size());
        this.augmenter = augmenter;
    }

    /** The same batches of the same samples, augmented where they are shuffled. */
    public Batches augmented(Augmenter wanted) {
        return new Batches(source, batchSize, Optional.of(wanted));
    }

    /** The same batches of the samples as the source has them, shuffled or not. */
    public Batches unaugmented() {
        return new Batches(source, batchSize, Optional.empty());
    }

    public SampleSource source() {
        return source;
    }

    /** The size of every batch but perhaps the last. */
    public int batchSize() {
        return batchSize;
    }

    /** How many batches an epoch has. */
    public int perEpoch() {
        return (source.size() + batchSize - 1) / batchSize;
    }

    /** The batches in the source's own order. Each reuses the arrays of the one before. */
    public Iterable<Batch> inOrder() {
        int[] order = new int[source.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        return () -> new Cursor(order, 0, Optional.empty());
    }

    /** The batches of epoch number {@code epoch}, shuffled. Each reuses the arrays of the one before. */
    public Iterable<Batch> shuffled(long seed, long epoch) {
        return shuffled(seed, epoch, 0);
    }

    /** Those batches of {@link #shuffled(long, long)} that come after the first {@code done}. */
    public Iterable<Batch> shuffled(long seed, long epoch, int done) {
        int[] order = new AddressedRandom(seed).permutation(Purpose.SHUFFLE, epoch, source.size());
        int from = Math.min(order.length, Math.multiplyExact(done, batchSize));
        return () -> new Cursor(order, from, augmenter.map(all -> all.reader(source, seed, epoch)));
    }

    private final class Cursor implements Iterator<Batch> {
        private final int[] order;
        private final Optional<Augmenter.Reader> reader;
        private final float[] x = new float[source.shape().withBatch(batchSize).size()];
        private final int[] labels = new int[batchSize];
        private final Optional<Batch.Mixed> mixed;
        private int next;

        Cursor(int[] order, int from, Optional<Augmenter.Reader> reader) {
            this.order = order;
            this.next = from;
            this.reader = reader;
            this.mixed = reader.isPresent() && augmenter.orElseThrow().mixes()
                    ? Optional.of(new Batch.Mixed(new int[batchSize], new float[batchSize]))
                    : Optional.empty();
        }

        @Override
        public boolean hasNext() {
            return next < order.length;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch has ended");
            }
            int n = Math.min(batchSize, order.length - next);
            int sample = source.shape().size();
            for (int i = 0; i < n; i++) {
                int index = order[next + i];
                labels[i] = source.label(index);
                if (reader.isPresent()) {
                    augmented(reader.get(), index, i, i * sample);
                } else {
                    source.read(index, x, i * sample);
                }
            }
            next += n;
            return new Batch(source.shape().withBatch(n), x, labels, mixed);
        }

        private void augmented(Augmenter.Reader from, int index, int i, int offset) {
            from.read(index, x, offset);
            if (mixed.isPresent()) {
                mixed.get().labels()[i] = from.secondLabel();
                mixed.get().shares()[i] = from.secondShare();
            }
        }
    }
}
