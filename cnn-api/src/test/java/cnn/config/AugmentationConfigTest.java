package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.data.Normalization;
import cnn.data.augment.Augmentation;
import cnn.data.augment.Brightness;
import cnn.data.augment.Colour;
import cnn.data.augment.Contrast;
import cnn.data.augment.Crop;
import cnn.data.augment.CutMix;
import cnn.data.augment.Cutout;
import cnn.data.augment.Fill;
import cnn.data.augment.Flip;
import cnn.data.augment.Mixup;
import cnn.data.augment.Rotation;
import cnn.data.augment.Shear;
import cnn.data.augment.Shift;
import cnn.data.augment.Zoom;
import cnn.error.BadInputException;
import cnn.metrics.Probabilities;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationConfigTest {
    private static final String RUN =
            """
            dataset: cats-dogs-32
            network:
              input: [1, 8, 8]
              layers: [flatten, dense: {units: 2}]
            training:
              optimizer: {sgd: {learning_rate: 1e-3}}
              epochs: 2
              batch_size: 10
              loss: %s
              augmentation: %s
            backend: scratch
            """;

    private static RunDocument document(String loss, String augmentation) {
        return RunDocument.read(new StringReader(RUN.formatted(loss, augmentation)), "run.yaml");
    }

    private static Augmentation read(String augmentation) {
        return document("softmax_cross_entropy", augmentation).config().training().augmentation();
    }

    @Test
    void everyKindHasALongAndAShortForm() {
        assertThat(read("[flip, shift: 0.1, rotation: 15, shear: 5, zoom: 0.25, crop: 4, fill: edge]"))
                .isEqualTo(new Augmentation(
                        Fill.EDGE,
                        List.of(
                                new Flip(0.5, 0),
                                new Shift(0.1, 0.1),
                                new Rotation(15),
                                new Shear(5),
                                new Zoom(0.75, 1.25, true),
                                new Crop(4))));
        assertThat(read("[flip: {horizontal: 0.1, vertical: 0.2}, shift: {height: 0.3},"
                        + " zoom: {from: 0.5, to: 2, keep_aspect: false}, rotation: {degrees: 3}]"))
                .isEqualTo(new Augmentation(
                        Fill.MEAN,
                        List.of(new Flip(0.1, 0.2), new Shift(0.3, 0), new Zoom(0.5, 2, false), new Rotation(3))));
        assertThat(read("[brightness: 0.1, contrast: {range: 0.2}, colour: {saturation: 0.3, gain: 0.4}, cutout: 8,"
                        + " mixup: 0.2]"))
                .isEqualTo(new Augmentation(
                        Fill.MEAN,
                        List.of(
                                new Brightness(0.1),
                                new Contrast(0.2),
                                new Colour(0.3, 0.4),
                                new Cutout(8, 1),
                                new Mixup(0.2, 1))));
        assertThat(read("[cutmix: {alpha: 1, probability: 0.5}, mixup: {alpha: 1, probability: 0.5}]").steps())
                .containsExactly(new CutMix(1, 0.5), new Mixup(1, 0.5));
        assertThat(read("[]")).isEqualTo(Augmentation.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[flop]|run.yaml:10:18|unknown augmentation 'flop' (there are brightness, colour, contrast, crop,",
        "[rotation: {degree: 5}]|run.yaml:10:29|unknown key 'degree' in rotation (did you mean 'degrees'?)",
        "[flip, rotation: 400]|run.yaml:10:24|rotation: degrees must be at least 0 and below 360.0, got 400.0",
        "[crop: 1.5]|run.yaml:10:24|padding: expected a whole number, got '1.5'",
        "[fill: black]|run.yaml:10:24|unknown fill 'black'",
        "[fill: edge, fill: mean]|run.yaml:10:30|fill stands twice",
        "[flip, flip]|run.yaml:10:17|flip stands twice",
        "[mixup: 1, cutmix: 1]|run.yaml:10:17|a sample is mixed at most once",
        "[mixup]|run.yaml:10:18|'alpha' is missing in mixup",
        "flip|run.yaml:10:17|augmentation: expected a list, got 'flip'"
    })
    void saysWhatIsWrongAndWhere(String augmentation, String place, String what) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(augmentation))
                .withMessageStartingWith(place + ": ")
                .withMessageContaining(what);
    }

    @Test
    void aLossThatTakesNoSharesIsRefused() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> document("hinge", "[mixup: 1]").config())
                .withMessageStartingWith("run.yaml:6:3: loss hinge");
        assertThat(document("hinge", "[flip]").config().training().augmentation().mixes()).isFalse();
    }

    @Test
    void aModelRemembersIt() {
        RunDocument run = document("softmax_cross_entropy", "[flip, crop: 4, fill: reflect]");
        ModelDescription model = new ModelDescription(
                run.config().network(),
                List.of("cat", "dog"),
                new Normalization(List.of(new Normalization.Channel(0.5, 0.25))),
                Probabilities.of(run.config().training().loss()),
                Optional.of(run));
        assertThat(model.again().run().orElseThrow().config().training()).isEqualTo(run.config().training());
    }
}
