package cnn.exchange.onnx;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Says one layer in ONNX's operators, in inference; gives the name of its output. */
final class OnnxLayers implements LayerSpec.Visitor<String> {
    private final OnnxNetwork network;
    private final OnnxLayer layer;

    OnnxLayers(OnnxNetwork network, OnnxLayer layer) {
        this.network = network;
        this.layer = layer;
    }

    /** ONNX's weights are [O, C/group, KH, KW] too, its padding may differ on all four sides. */
    @Override
    public String conv2d(Conv2d spec) {
        List<String> inputs = new ArrayList<>(List.of(layer.x(), layer.parameter("w")));
        if (spec.bias()) {
            inputs.add(layer.parameter("b"));
        }
        Geometry2d g = geometry(spec.window());
        return layer.y(
                "Conv",
                inputs,
                window(g).withList("dilations", g.dilationH(), g.dilationW()).with("group", spec.groups()));
    }

    /** The same formula with the same ε inside the root; a file for inference holds no momentum. */
    @Override
    public String batchNorm2d(BatchNorm2d spec) {
        return layer.y(
                "BatchNormalization",
                List.of(layer.x(), layer.parameter("gamma"), layer.parameter("beta"), layer.state("mean"), variance(spec)),
                OnnxAttributes.NONE.with("epsilon", (float) spec.epsilon()));
    }

    /**
     * ONNX keeps ε in float32 even where all else is float64. What is lost of it goes into the variances, so that
     * σ² + ε is what it was.
     */
    private String variance(BatchNorm2d spec) {
        if (layer.precision() == Precision.FLOAT32) {
            return layer.state("var");
        }
        double[] values = layer.stateValues("var");
        for (int i = 0; i < values.length; i++) {
            values[i] += spec.epsilon() - (float) spec.epsilon();
        }
        return layer.numbers("var", Shape.of(values.length), values);
    }

    @Override
    public String maxPool2d(MaxPool2d spec) {
        return layer.y("MaxPool", List.of(layer.x()), window(geometry(spec.window())));
    }

    @Override
    public String avgPool2d(AvgPool2d spec) {
        return layer.y(
                "AveragePool",
                List.of(layer.x()),
                window(geometry(spec.window())).with("count_include_pad", spec.countPadding() ? 1 : 0));
    }

    /** ONNX keeps H and W as 1 × 1; here they are dropped. */
    @Override
    public String globalAvgPool2d(GlobalAvgPool2d spec) {
        return flat(layer.step("mean", "GlobalAveragePool", layer.x()));
    }

    /** y = x·wᵀ + b: ONNX's Gemm with its second factor transposed. */
    @Override
    public String dense(Dense spec) {
        List<String> inputs = new ArrayList<>(List.of(layer.x(), layer.parameter("w")));
        if (spec.bias()) {
            inputs.add(layer.parameter("b"));
        }
        return layer.y("Gemm", inputs, OnnxAttributes.NONE.with("transB", 1));
    }

    @Override
    public String flatten(Flatten spec) {
        return flat(layer.x());
    }

    private String flat(String value) {
        return layer.y("Flatten", List.of(value), OnnxAttributes.NONE.with("axis", 1));
    }

    @Override
    public String relu(Relu spec) {
        return layer.y("Relu", layer.x());
    }

    @Override
    public String sigmoid(Sigmoid spec) {
        return layer.y("Sigmoid", layer.x());
    }

    @Override
    public String tanh(Tanh spec) {
        return layer.y("Tanh", layer.x());
    }

    @Override
    public String residual(Residual spec) {
        return layer.y("Add", branches().toArray(String[]::new));
    }

    private List<String> branches() {
        return layer.placed().branches().stream()
                .map(branch -> network.inRow(branch, layer.x()))
                .toList();
    }

    private Geometry2d geometry(Window2d window) {
        Shape x = layer.placed().input();
        return window.on(x.dim(1), x.dim(2));
    }

    /** Output sizes are rounded down, as ONNX does unless told otherwise. */
    private static OnnxAttributes window(Geometry2d g) {
        return OnnxAttributes.NONE
                .withList("kernel_shape", g.kernelH(), g.kernelW())
                .withList("strides", g.strideH(), g.strideW())
                .withList("pads", g.top(), g.left(), g.bottom(), g.right());
    }
}
