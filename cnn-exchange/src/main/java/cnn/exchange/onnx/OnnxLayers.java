package cnn.exchange.onnx;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
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
        List<String> inputs = weighted(spec.bias());
        Geometry2d g = geometry(spec.window());
        return layer.y(
                "Conv",
                inputs,
                window(g).withList("dilations", g.dilationH(), g.dilationW()).with("group", spec.groups()));
    }

    @Override
    public String depthwiseConv2d(DepthwiseConv2d spec) {
        return conv2d(spec.asConv2d(layer.placed().input().dim(0)));
    }

    @Override
    public String separableConv2d(SeparableConv2d spec) {
        return branches().get(0);
    }

    /**
     * ONNX's weights are [C, O, KH, KW] too. It wants to know how many rows and columns the output has beyond what the
     * padding leaves; with the padding {@code same} and a stride larger than the kernel there are some as well.
     */
    @Override
    public String transposedConv2d(TransposedConv2d spec) {
        Geometry2d back = spec.geometry(layer.placed().input());
        int reachH = (back.outHeight() - 1) * back.strideH() + back.dilatedKernelH();
        int reachW = (back.outWidth() - 1) * back.strideW() + back.dilatedKernelW();
        int rows = back.height() + back.top() + back.bottom() - reachH;
        int columns = back.width() + back.left() + back.right() - reachW;
        return layer.y(
                "ConvTranspose",
                weighted(spec.bias()),
                window(back).withList("dilations", back.dilationH(), back.dilationW())
                        .withList("output_padding", rows, columns));
    }

    /** Each output pixel's place divided by the factor, rounded down; in float64 by copying along axes of their own. */
    @Override
    public String upsample2d(Upsample2d spec) {
        if (layer.doubles()) {
            Shape x = layer.placed().input();
            Shape y = layer.placed().output();
            String apart = layer.integers("apart", 0, x.dim(0), x.dim(1), 1, x.dim(2), 1);
            String copies = layer.integers("copies", 1, x.dim(0), x.dim(1), spec.factorH(), x.dim(2), spec.factorW());
            String spread = layer.step("spread", "Expand", layer.step("pixels", "Reshape", layer.x(), apart), copies);
            return layer.y("Reshape", spread, layer.integers("image", 0, y.dim(0), y.dim(1), y.dim(2)));
        }
        String factors = layer.floats("factors", 1, 1, spec.factorH(), spec.factorW());
        return layer.y(
                "Resize",
                // An input that is left out has an empty name.
                List.of(layer.x(), "", factors),
                OnnxAttributes.NONE
                        .with("mode", "nearest")
                        .with("coordinate_transformation_mode", "asymmetric")
                        .with("nearest_mode", "floor"));
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

    @Override
    public String globalAvgPool2d(GlobalAvgPool2d spec) {
        return overPixels("GlobalAveragePool", "ReduceMean");
    }

    @Override
    public String globalMaxPool2d(GlobalMaxPool2d spec) {
        return overPixels("GlobalMaxPool", "ReduceMax");
    }

    /**
     * ONNX's pools keep H and W as 1 × 1, which are dropped; its reductions, which are there in float64 too, need
     * not.
     */
    private String overPixels(String pool, String reduction) {
        return layer.doubles()
                ? layer.y(reduction, List.of(layer.x()), OnnxAttributes.NONE.withList("axes", 2, 3).with("keepdims", 0))
                : flat(layer.step("pixel", pool, layer.x()));
    }

    /** y = x·wᵀ + b: ONNX's Gemm with its second factor transposed. */
    @Override
    public String dense(Dense spec) {
        return layer.y("Gemm", weighted(spec.bias()), OnnxAttributes.NONE.with("transB", 1));
    }

    private List<String> weighted(boolean bias) {
        String w = layer.parameter("w");
        return bias ? List.of(layer.x(), w, layer.parameter("b")) : List.of(layer.x(), w);
    }

    @Override
    public String flatten(Flatten spec) {
        return flat(layer.x());
    }

    private String flat(String value) {
        return layer.y("Flatten", List.of(value), OnnxAttributes.NONE.with("axis", 1));
    }

    @Override
    public String residual(Residual spec) {
        return layer.y("Add", branches().toArray(String[]::new));
    }

    @Override
    public String concat(Concat spec) {
        return layer.y("Concat", branches(), OnnxAttributes.NONE.with("axis", 1));
    }

    /** In inference it is not there. */
    @Override
    public String dropout(Dropout spec) {
        return layer.x();
    }

    @Override
    public String spatialDropout2d(SpatialDropout2d spec) {
        return layer.x();
    }

    private List<String> branches() {
        return layer.placed().branches().stream()
                .map(branch -> network.inRow(branch, layer.x()))
                .toList();
    }

    @Override
    public String batchNorm2d(BatchNorm2d spec) {
        return new OnnxNorms(layer).batchNorm2d(spec);
    }

    @Override
    public String layerNorm(LayerNorm spec) {
        return new OnnxNorms(layer).layerNorm(spec);
    }

    @Override
    public String groupNorm(GroupNorm spec) {
        return new OnnxNorms(layer).groupNorm(spec);
    }

    @Override
    public String localResponseNorm(LocalResponseNorm spec) {
        return new OnnxNorms(layer).localResponseNorm(spec);
    }

    @Override
    public String relu(Relu spec) {
        return new OnnxActivations(layer).relu();
    }

    @Override
    public String leakyRelu(LeakyRelu spec) {
        return new OnnxActivations(layer).leakyRelu(spec);
    }

    @Override
    public String elu(Elu spec) {
        return new OnnxActivations(layer).elu(spec);
    }

    @Override
    public String gelu(Gelu spec) {
        return new OnnxActivations(layer).gelu(spec);
    }

    @Override
    public String silu(Silu spec) {
        return new OnnxActivations(layer).silu();
    }

    @Override
    public String softplus(Softplus spec) {
        return new OnnxActivations(layer).softplus();
    }

    @Override
    public String sigmoid(Sigmoid spec) {
        return new OnnxActivations(layer).sigmoid();
    }

    @Override
    public String tanh(Tanh spec) {
        return new OnnxActivations(layer).tanh();
    }

    @Override
    public String softmax(Softmax spec) {
        return new OnnxActivations(layer).softmax();
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
