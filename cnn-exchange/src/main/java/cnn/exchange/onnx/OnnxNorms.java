package cnn.exchange.onnx;

import cnn.spec.BatchNorm2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LocalResponseNorm;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Says normalisations in ONNX's operators. These keep ε, α and the like in float32, even where all else is float64;
 * there it is made up for, or elementary operators are used.
 */
final class OnnxNorms {
    private final OnnxLayer layer;

    OnnxNorms(OnnxLayer layer) {
        this.layer = layer;
    }

    /** The same formula with the same ε inside the root; a file for inference holds no momentum. */
    String batchNorm2d(BatchNorm2d spec) {
        return layer.y(
                "BatchNormalization",
                List.of(
                        layer.x(),
                        layer.parameter("gamma"),
                        layer.parameter("beta"),
                        layer.state("mean"),
                        variance(spec)),
                OnnxAttributes.NONE.with("epsilon", (float) spec.epsilon()));
    }

    /** In float64 what is lost of ε goes into the variances, so that σ² + ε is what it was. */
    private String variance(BatchNorm2d spec) {
        if (!layer.doubles()) {
            return layer.state("var");
        }
        double[] values = layer.stateValues("var");
        for (int i = 0; i < values.length; i++) {
            values[i] += spec.epsilon() - (float) spec.epsilon();
        }
        return layer.numbers("var", Shape.of(values.length), values);
    }

    /** Over all axes but the batch; ONNX's own operator in float32. */
    String layerNorm(LayerNorm spec) {
        if (!layer.doubles()) {
            return layer.y(
                    "LayerNormalization",
                    List.of(layer.x(), layer.parameter("gamma"), layer.parameter("beta")),
                    OnnxAttributes.NONE.with("axis", 1).with("epsilon", (float) spec.epsilon()));
        }
        long[] axes = layer.placed().input().rank() == 1 ? new long[] {1} : new long[] {1, 2, 3};
        return scaled(normalized(layer.x(), spec.epsilon(), axes), layer.parameter("gamma"), layer.parameter("beta"));
    }

    /**
     * Rows of one group each, normalised by elementary operators, and back. ONNX's own GroupNormalization has scales
     * for channels from opset 21 on only.
     */
    String groupNorm(GroupNorm spec) {
        Shape x = layer.placed().input();
        // 0 keeps the batch extent, -1 is whatever is left.
        String rows = layer.step("rows", "Reshape", layer.x(), layer.integers("rows", 0, spec.groups(), -1));
        String even = normalized(rows, spec.epsilon(), 2);
        String image = layer.step("image", "Reshape", even, layer.integers("image", 0, x.dim(0), x.dim(1), x.dim(2)));
        Shape each = Shape.of(x.dim(0), 1, 1);
        return scaled(image, layer.parameter("gamma", each), layer.parameter("beta", each));
    }

    /** (x - μ) / √(σ² + ε), the variance as the mean of squares of what is left, which cannot cancel. */
    private String normalized(String x, double epsilon, long... axes) {
        OnnxAttributes over = OnnxAttributes.NONE.withList("axes", axes).with("keepdims", 1);
        String mean = layer.step("mean", "ReduceMean", List.of(x), over);
        String centred = layer.step("centred", "Sub", x, mean);
        String squares = layer.step("squares", "Mul", centred, centred);
        String variance = layer.step("variance", "ReduceMean", List.of(squares), over);
        String above = layer.step("above", "Add", variance, layer.scalar("epsilon", epsilon));
        String deviation = layer.step("deviation", "Sqrt", above);
        return layer.step("even", "Div", centred, deviation);
    }

    private String scaled(String x, String gamma, String beta) {
        return layer.y("Add", layer.step("scaled", "Mul", x, gamma), beta);
    }

    /** ONNX divides α by the number of channels, here it multiplies the sum itself. ONNX Runtime rejects an α of 0. */
    String localResponseNorm(LocalResponseNorm spec) {
        if (!layer.doubles() && spec.alpha() > 0) {
            return layer.y(
                    "LRN",
                    List.of(layer.x()),
                    OnnxAttributes.NONE
                            .with("size", spec.size())
                            .with("alpha", (float) (spec.alpha() * spec.size()))
                            .with("beta", (float) spec.beta())
                            .with("bias", (float) spec.k()));
        }
        String sum = layer.step("part", "Mul", sumOfSquares(spec.size()), layer.scalar("alpha", spec.alpha()));
        String above = layer.step("above", "Add", sum, layer.scalar("k", spec.k()));
        String power = layer.step("power", "Pow", above, layer.scalar("beta", spec.beta()));
        return layer.y("Div", layer.x(), power);
    }

    /** Squares with zeros around the channels; then each channel's neighbours lie behind one another. */
    private String sumOfSquares(int size) {
        int channels = layer.placed().input().dim(0);
        int half = size / 2;
        String squares = layer.step("squares", "Mul", layer.x(), layer.x());
        String wide = layer.step("wide", "Pad", squares, layer.integers("pads", 0, half, 0, 0, 0, half, 0, 0));
        String axis = layer.integers("channels", 1);
        List<String> neighbours = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String from = layer.integers("from" + i, i);
            String to = layer.integers("to" + i, i + channels);
            neighbours.add(layer.step("neighbour" + i, "Slice", wide, from, to, axis));
        }
        return layer.step("sum", "Sum", neighbours, OnnxAttributes.NONE);
    }
}
