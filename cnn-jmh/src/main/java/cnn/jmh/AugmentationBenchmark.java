package cnn.jmh;

import cnn.data.Augmenter;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.data.augment.Augmentation;
import cnn.data.augment.AugmentationSpec;
import cnn.data.augment.Brightness;
import cnn.data.augment.Colour;
import cnn.data.augment.Contrast;
import cnn.data.augment.Crop;
import cnn.data.augment.CutMix;
import cnn.data.augment.Cutout;
import cnn.data.augment.Fill;
import cnn.data.augment.Flip;
import cnn.data.augment.Mixup;
import cnn.data.augment.PictureAugmenter;
import cnn.data.augment.Rotation;
import cnn.data.augment.Shear;
import cnn.data.augment.Shift;
import cnn.data.augment.Zoom;
import cnn.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One augmented sample: what a step of training has to wait for, beside the reading of the sample. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class AugmentationBenchmark {
    @Param({"32", "150"})
    private int side;

    @Param({"none", "flip-crop", "moves", "colours", "mixup", "all"})
    private String what;

    private Augmenter.Reader reader;
    private float[] target;
    private int next;

    @Setup
    public void make() {
        Shape shape = Shape.of(3, side, side);
        Grey source = new Grey(shape);
        Normalization normalization = new Normalization(Collections.nCopies(3, new Normalization.Channel(0.5, 0.25)));
        reader = new PictureAugmenter(new Augmentation(Fill.REFLECT, steps()), shape, Optional.of(normalization))
                .reader(source, 1, 1);
        target = new float[shape.size()];
    }

    private List<AugmentationSpec> steps() {
        return switch (what) {
            case "none" -> List.of();
            case "flip-crop" -> List.of(new Flip(0.5, 0), new Crop(4));
            case "moves" -> moves();
            case "colours" -> colours();
            case "mixup" -> List.of(new Mixup(0.2, 1));
            default -> List.of(
                    moves().get(0), moves().get(1), moves().get(2), moves().get(3), moves().get(4),
                    colours().get(0), colours().get(1), colours().get(2),
                    new Cutout(8, 1), new Mixup(0.2, 0.5), new CutMix(1, 0.5));
        };
    }

    private static List<AugmentationSpec> moves() {
        return List.of(new Flip(0.5, 0), new Shift(0.1, 0.1), new Rotation(15), new Shear(5), new Zoom(0.8, 1.2, true));
    }

    private static List<AugmentationSpec> colours() {
        return List.of(new Brightness(0.2), new Contrast(0.2), new Colour(0.3, 0.1));
    }

    /** The next sample of a thousand. */
    @Benchmark
    public float[] read() {
        next = (next + 1) % 1000;
        reader.read(next, target, 0);
        return target;
    }

    /** Samples that cost what a copy costs. */
    private static final class Grey implements SampleSource {
        private final Shape shape;
        private final float[] pixels;

        Grey(Shape shape) {
            this.shape = shape;
            this.pixels = new float[shape.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = i % 7 * 0.1f - 0.3f;
            }
        }

        @Override
        public int size() {
            return 1000;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            System.arraycopy(pixels, 0, target, offset, pixels.length);
        }
    }
}
