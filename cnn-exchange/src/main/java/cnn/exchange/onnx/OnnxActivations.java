package cnn.exchange.onnx;

import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LeakyRelu;
import java.util.List;

/** Says activations in ONNX's operators: its own, where opset 17 has one and it can be told the constants exactly. */
final class OnnxActivations {
    private final OnnxLayer layer;

    OnnxActivations(OnnxLayer layer) {
        this.layer = layer;
    }

    String relu() {
        return layer.y("Relu", layer.x());
    }

    String sigmoid() {
        return layer.y("Sigmoid", layer.x());
    }

    String tanh() {
        return layer.y("Tanh", layer.x());
    }

    String softplus() {
        return layer.y("Softplus", layer.x());
    }

    /** Along the features or the channels. */
    String softmax() {
        return layer.y("Softmax", List.of(layer.x()), OnnxAttributes.NONE.with("axis", 1));
    }

    String silu() {
        return layer.y("Mul", layer.x(), layer.step("sigmoid", "Sigmoid", layer.x()));
    }

    /** Else max(x, slope·x), which is the same for slopes up to 1. */
    String leakyRelu(LeakyRelu spec) {
        if (layer.exact(spec.slope())) {
            return layer.y("LeakyRelu", List.of(layer.x()), OnnxAttributes.NONE.with("alpha", (float) spec.slope()));
        }
        return layer.y("Max", layer.x(), layer.step("less", "Mul", layer.x(), layer.scalar("slope", spec.slope())));
    }

    /** Else max(x, 0) + α·(e^min(x, 0) - 1), the second part by ONNX's operator with α = 1. */
    String elu(Elu spec) {
        if (layer.exact(spec.alpha())) {
            return layer.y("Elu", List.of(layer.x()), OnnxAttributes.NONE.with("alpha", (float) spec.alpha()));
        }
        String below = layer.step("below", "Min", layer.x(), layer.scalar("zero", 0));
        String unit = layer.step("unit", "Elu", List.of(below), OnnxAttributes.NONE.with("alpha", 1f));
        String negative = layer.step("negative", "Mul", unit, layer.scalar("alpha", spec.alpha()));
        return layer.y("Add", layer.step("positive", "Relu", layer.x()), negative);
    }

    /** x·(1 + erf(x/√2))/2, or x·(1 + tanh u)/2; an operator for it comes with opset 20 only. */
    String gelu(Gelu spec) {
        String function = spec.approximation() == Gelu.Approximation.NONE ? erf() : tanhOfPolynomial();
        String above = layer.step("above", "Add", function, layer.scalar("one", 1));
        String twice = layer.step("twice", "Mul", layer.x(), above);
        return layer.y("Mul", twice, layer.scalar("half", 0.5));
    }

    private String erf() {
        return layer.step("erf", "Erf", layer.step("part", "Div", layer.x(), layer.scalar("root2", Math.sqrt(2))));
    }

    /** u = √(2/π)·(x + 0.044715·x³). */
    private String tanhOfPolynomial() {
        String square = layer.step("square", "Mul", layer.x(), layer.x());
        String cube = layer.step("cube", "Mul", square, layer.x());
        String bend = layer.step("bend", "Mul", cube, layer.scalar("bend", 0.044715));
        String sum = layer.step("sum", "Add", layer.x(), bend);
        String u = layer.step("u", "Mul", sum, layer.scalar("scale", Math.sqrt(2 / Math.PI)));
        return layer.step("tanh", "Tanh", u);
    }
}
