package cnn.data.augment;

import cnn.data.Augmenter;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Does to pictures {@code [C, H, W]} what an {@link Augmentation} says. Safe for several readers at once. */
public final class PictureAugmenter implements Augmenter {
    /** Addresses whether a sample is mixed, with what and by which kind; no kind has it. */
    private static final int MIXING = 15;

    private final Augmentation augmentation;
    private final Shape sample;
    private final Optional<Normalization> normalization;

    /**
     * @param sample {@code [C, H, W]}
     * @param normalization of the samples; without one, none of their intensities can be changed
     * @throws BadInputException if something cannot be done to such samples
     */
    public PictureAugmenter(Augmentation augmentation, Shape sample, Optional<Normalization> normalization) {
        augmentation.requireFits(sample);
        if (!augmentation.paints().isEmpty()) {
            String kind = augmentation.paints().get(0).kind();
            int channels = normalization
                    .orElseThrow(() -> new BadInputException(kind + ": nobody knows how these samples were normalised,"
                            + " so their intensities cannot be changed; leave it out"))
                    .channels()
                    .size();
            if (channels != sample.dim(0)) {
                throw new BadInputException("%s: the normalization is of %d channels, the samples are %s"
                        .formatted(kind, channels, sample));
            }
        }
        this.augmentation = augmentation;
        this.sample = sample;
        this.normalization = normalization;
    }

    @Override
    public boolean mixes() {
        return augmentation.mixes();
    }

    /** @throws BadInputException if the source's samples are of another shape */
    @Override
    public Augmenter.Reader reader(SampleSource source, long seed, long epoch) {
        if (!source.shape().equals(sample)) {
            throw new BadInputException("augmentation was made for samples %s, the source's are %s"
                    .formatted(sample, source.shape()));
        }
        return new PictureReader(source, new Draws(seed, epoch));
    }

    private final class PictureReader implements Augmenter.Reader {
        private final SampleSource source;
        private final Draws draws;
        // Arrays, because iterating over a list allocates.
        private final Geometric[] moves = augmentation.moves().toArray(Geometric[]::new);
        private final Photometric[] paints = augmentation.paints().toArray(Photometric[]::new);
        private final Cutout[] cuts = augmentation.cuts().toArray(Cutout[]::new);
        private final Mixing[] mixings = augmentation.mixings().toArray(Mixing[]::new);
        private final AffineMap map = new AffineMap(sample.dim(1), sample.dim(2));
        private final Resampler resampler = new Resampler(sample, augmentation.fill());
        private final List<Intensities> intensities =
                normalization.stream().map(of -> new Intensities(sample, of)).toList();
        private final float[] original = new float[moves.length == 0 ? 0 : sample.size()];
        private final float[] other = new float[mixings.length == 0 ? 0 : sample.size()];
        private int secondLabel;
        private float secondShare;

        PictureReader(SampleSource source, Draws draws) {
            this.source = source;
            this.draws = draws;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            make(index, target, offset);
            secondLabel = source.label(index);
            secondShare = 0;
            if (mixings.length > 0) {
                mix(index, target, offset);
            }
        }

        @Override
        public int secondLabel() {
            return secondLabel;
        }

        @Override
        public float secondShare() {
            return secondShare;
        }

        /** All but the mixing. */
        private void make(int index, float[] target, int offset) {
            if (moves.length == 0) {
                source.read(index, target, offset);
            } else {
                source.read(index, original, 0);
                map.reset();
                for (Geometric move : moves) {
                    move.move(draws.at(index, move.address()), map);
                }
                resampler.run(map, original, target, offset);
            }
            if (paints.length > 0) {
                Intensities p = intensities.get(0);
                p.begin(target, offset);
                for (Photometric paint : paints) {
                    paint.paint(draws.at(index, paint.address()), p);
                }
                p.end();
            }
            for (Cutout cut : cuts) {
                cut.cut(draws.at(index, cut.address()), sample, target, offset);
            }
        }

        private void mix(int index, float[] target, int offset) {
            double chance = draws.at(index, MIXING).uniform(0);
            for (Mixing mixing : mixings) {
                if (chance >= 0 && chance < mixing.probability()) {
                    int second = draws.at(index, MIXING).below(source.size(), 1);
                    make(second, other, 0);
                    secondShare = mixing.mix(draws.at(index, mixing.address()), sample, target, offset, other);
                    secondLabel = source.label(second);
                    return;
                }
                chance -= mixing.probability();
            }
        }
    }
}
