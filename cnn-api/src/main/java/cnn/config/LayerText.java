package cnn.config;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
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
import java.util.Locale;

/** What is written of a layer, whatever the style of YAML around it: its kind and its keys, each with its value. */
abstract class LayerText implements LayerSpec.Visitor<String> {
    /** A layer without layers inside. */
    abstract String line(LayerSpec spec, String keys);

    @Override
    public String batchNorm2d(BatchNorm2d s) {
        return line(s, "momentum: %s, epsilon: %s".formatted(s.momentum(), s.epsilon()));
    }

    @Override
    public String globalAvgPool2d(GlobalAvgPool2d s) {
        return line(s, "");
    }

    @Override
    public String conv2d(Conv2d s) {
        Window2d w = s.window();
        String keys = "channels: %d, %s, groups: %d, bias: %b"
                .formatted(s.channels(), dilated(w), s.groups(), s.bias());
        return line(s, keys);
    }

    @Override
    public String maxPool2d(MaxPool2d s) {
        return line(s, window(s.window()));
    }

    @Override
    public String avgPool2d(AvgPool2d s) {
        return line(s, window(s.window()) + ", count_padding: " + s.countPadding());
    }

    @Override
    public String dense(Dense s) {
        return line(s, "units: %d, bias: %b".formatted(s.units(), s.bias()));
    }

    @Override
    public String flatten(Flatten s) {
        return line(s, "");
    }

    @Override
    public String relu(Relu s) {
        return line(s, "");
    }

    @Override
    public String sigmoid(Sigmoid s) {
        return line(s, "");
    }

    @Override
    public String tanh(Tanh s) {
        return line(s, "");
    }

    @Override
    public String depthwiseConv2d(DepthwiseConv2d s) {
        return line(s, "multiplier: %d, %s, bias: %b".formatted(s.multiplier(), dilated(s.window()), s.bias()));
    }

    @Override
    public String separableConv2d(SeparableConv2d s) {
        return line(
                s,
                "channels: %d, multiplier: %d, %s, bias: %b"
                .formatted(s.channels(), s.multiplier(), dilated(s.window()), s.bias()));
    }

    @Override
    public String transposedConv2d(TransposedConv2d s) {
        return line(
                s,
                "channels: %d, %s, output_padding: [%d, %d], bias: %b"
                .formatted(s.channels(), dilated(s.window()), s.outputPaddingH(), s.outputPaddingW(), s.bias()));
    }

    @Override
    public String upsample2d(Upsample2d s) {
        return line(s, "factor: [%d, %d]".formatted(s.factorH(), s.factorW()));
    }

    @Override
    public String layerNorm(LayerNorm s) {
        return line(s, "epsilon: " + s.epsilon());
    }

    @Override
    public String groupNorm(GroupNorm s) {
        return line(s, "groups: %d, epsilon: %s".formatted(s.groups(), s.epsilon()));
    }

    @Override
    public String localResponseNorm(LocalResponseNorm s) {
        return line(s, "size: %d, alpha: %s, beta: %s, k: %s".formatted(s.size(), s.alpha(), s.beta(), s.k()));
    }

    @Override
    public String globalMaxPool2d(GlobalMaxPool2d s) {
        return line(s, "");
    }

    @Override
    public String silu(Silu s) {
        return line(s, "");
    }

    @Override
    public String softplus(Softplus s) {
        return line(s, "");
    }

    @Override
    public String softmax(Softmax s) {
        return line(s, "");
    }

    @Override
    public String dropout(Dropout s) {
        return line(s, "rate: " + s.rate());
    }

    @Override
    public String spatialDropout2d(SpatialDropout2d s) {
        return line(s, "rate: " + s.rate());
    }

    @Override
    public String leakyRelu(LeakyRelu s) {
        return line(s, "slope: " + s.slope());
    }

    @Override
    public String elu(Elu s) {
        return line(s, "alpha: " + s.alpha());
    }

    @Override
    public String gelu(Gelu s) {
        return line(s, "approximation: " + s.approximation().name().toLowerCase(Locale.ROOT));
    }

    private static String dilated(Window2d w) {
        return "%s, dilation: [%d, %d]".formatted(window(w), w.dilationH(), w.dilationW());
    }

    private static String window(Window2d w) {
        String padding = w.padding() instanceof Padding.Explicit p
                ? "[%d, %d, %d, %d]".formatted(p.top(), p.bottom(), p.left(), p.right())
                : "same";
        return "kernel: [%d, %d], stride: [%d, %d], padding: %s"
                .formatted(w.kernelH(), w.kernelW(), w.strideH(), w.strideW(), padding);
    }
}
