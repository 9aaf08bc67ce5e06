package cnn.datasets;

import cnn.tensor.Shape;
import java.util.List;

/**
 * Pictures of one size as bytes, with their classes: a quarter of the memory that floats would take.
 *
 * @param shape of one picture, {@code [C, H, W]}
 * @param classes the classes' names
 * @param pixels {@code [N, C, H, W]}, unsigned, row-major; not written to any more
 * @param labels {@code [N]}, indices into {@code classes}; not written to any more
 */
public record LabelledImages(Shape shape, List<String> classes, byte[] pixels, byte[] labels) {
    public LabelledImages {
        classes = List.copyOf(classes);
        if (pixels.length != labels.length * shape.size()) {
            throw new IllegalArgumentException("%d pixel values do not make %d pictures %s"
                    .formatted(pixels.length, labels.length, shape));
        }
    }

    /** N. */
    public int count() {
        return labels.length;
    }
}
