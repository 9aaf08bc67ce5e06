package cnn.config;

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
import cnn.data.augment.Rotation;
import cnn.data.augment.Shear;
import cnn.data.augment.Shift;
import cnn.data.augment.Zoom;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code augmentation:}, a list of {@code flip}, {@code rotation: 15} or {@code zoom: {from: 0.8, to: 1.2}}, with
 * at most one {@code fill: edge} among them.
 */
final class AugmentationReader {
    private static final String FILL = "fill";

    private static final KindReader<AugmentationSpec> KINDS = new KindReader<>(
            "augmentation",
            Map.ofEntries(
                    Map.entry(
                            "flip",
                            m -> new Flip(
                                    m.optional("horizontal", YamlValue::number, 0.5),
                                    m.optional("vertical", YamlValue::number, 0.0))),
                    Map.entry("shift", AugmentationReader::shift),
                    Map.entry("rotation", m -> new Rotation(m.required("degrees").number())),
                    Map.entry("shear", m -> new Shear(m.required("degrees").number())),
                    Map.entry("zoom", AugmentationReader::zoom),
                    Map.entry("crop", m -> new Crop(m.required("padding").integer())),
                    Map.entry("brightness", m -> new Brightness(m.required("range").number())),
                    Map.entry("contrast", m -> new Contrast(m.required("range").number())),
                    Map.entry(
                            "colour",
                            m -> new Colour(
                                    m.optional("saturation", YamlValue::number, 0.0),
                                    m.optional("gain", YamlValue::number, 0.0))),
                    Map.entry("cutout", m -> new Cutout(m.required("size").integer(), probability(m))),
                    Map.entry("mixup", m -> new Mixup(m.required("alpha").number(), probability(m))),
                    Map.entry("cutmix", m -> new CutMix(m.required("alpha").number(), probability(m)))));

    /** What a number alone stands for. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("flip", "horizontal"),
            Map.entry("shift", "fraction"),
            Map.entry("rotation", "degrees"),
            Map.entry("shear", "degrees"),
            Map.entry("zoom", "range"),
            Map.entry("crop", "padding"),
            Map.entry("brightness", "range"),
            Map.entry("contrast", "range"),
            Map.entry("colour", "saturation"),
            Map.entry("cutout", "size"),
            Map.entry("mixup", "alpha"),
            Map.entry("cutmix", "alpha"));

    private AugmentationReader() {}

    static Augmentation read(YamlValue value) {
        Fill fill = Augmentation.NONE.fill();
        boolean filled = false;
        List<AugmentationSpec> steps = new ArrayList<>();
        for (YamlValue entry : value.list()) {
            if (entry.isScalar()) {
                steps.add(KINDS.read(entry));
                continue;
            }
            Map.Entry<YamlValue, YamlValue> only = entry.map().only();
            if (!only.getKey().text().equals(FILL)) {
                steps.add(step(only.getKey(), only.getValue()));
            } else if (filled) {
                throw only.getKey().complaint("fill stands twice; all moves are one map, which has one fill");
            } else {
                fill = fill(only.getValue());
                filled = true;
            }
        }
        try {
            return new Augmentation(fill, steps);
        } catch (BadInputException together) {
            throw value.complaint(together);
        }
    }

    private static AugmentationSpec step(YamlValue kind, YamlValue body) {
        if (body.isBlank()) {
            return KINDS.read(kind);
        }
        String name = kind.text();
        return KINDS.read(kind, body.isScalar() ? body.mapOf(name, SHORT.getOrDefault(name, name)) : body.map());
    }

    private static Fill fill(YamlValue value) {
        try {
            return Fill.named(value.text());
        } catch (BadInputException unknown) {
            throw value.complaint(unknown);
        }
    }

    private static Shift shift(YamlMap m) {
        double both = m.optional("fraction", YamlValue::number, 0.0);
        return new Shift(
                m.optional("height", YamlValue::number, both), m.optional("width", YamlValue::number, both));
    }

    private static Zoom zoom(YamlMap m) {
        double range = m.optional("range", YamlValue::number, 0.0);
        return new Zoom(
                m.optional("from", YamlValue::number, 1 - range),
                m.optional("to", YamlValue::number, 1 + range),
                m.optional("keep_aspect", YamlValue::flag, true));
    }

    private static double probability(YamlMap m) {
        return m.optional("probability", YamlValue::number, 1.0);
    }
}
