package cnn.exchange.onnx;

import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LeakyRelu;
import java.util.List;

/**
 * Says activations in ONNX's operators: its own in float32, where opset 17 has one. These keep their constants in
 * float32 even in a graph in float64, and ONNX Runtime has few of them in float64: there they are composed of
 * elementary ones.
 */
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

    /** Or max(x, 0) + ln(1 + e^(-|x|)), which overflows nowhere. */
    String softplus() {
        if (!layer.doubles()) {
            return layer.y("Softplus", layer.x());
        }
        String away = layer.step("away", "Neg", layer.step("abs", "Abs", layer.x()));
        String above = layer.step("above", "Add", layer.step("exp", "Exp", away), layer.scalar("one", 1));
        return layer.y("Add", layer.step("positive", "Relu", layer.x()), layer.step("log", "Log", above));
    }

    /** Along the features or the channels. */
    String softmax() {
        return layer.y("Softmax", List.of(layer.x()), OnnxAttributes.NONE.with("axis", 1));
    }

    /**
     * x·σ(x), a pattern that runtimes know; or x / (1 + e^(-x)), since ONNX Runtime knows it in float32 only and
     * fails.
     */
    String silu() {
        if (!layer.doubles()) {
            return layer.y("Mul", layer.x(), layer.step("sigmoid", "Sigmoid", layer.x()));
        }
        String exp = layer.step("exp", "Exp", layer.step("minus", "Neg", layer.x()));
        return layer.y("Div", layer.x(), layer.step("above", "Add", exp, layer.scalar("one", 1)));
    }

    /** Or max(x, slope·x), which is the same for slopes up to 1. */
    String leakyRelu(LeakyRelu spec) {
        if (!layer.doubles()) {
            return layer.y("LeakyRelu", List.of(layer.x()), OnnxAttributes.NONE.with("alpha", (float) spec.slope()));
        }
        return layer.y("Max", layer.x(), layer.step("less", "Mul", layer.x(), layer.scalar("slope", spec.slope())));
    }

    /** Or max(x, 0) + α·(e^min(x, 0) - 1). */
    String elu(Elu spec) {
        if (!layer.doubles()) {
            return layer.y("Elu", List.of(layer.x()), OnnxAttributes.NONE.with("alpha", (float) spec.alpha()));
        }
        String below = layer.step("below", "Min", layer.x(), layer.scalar("zero", 0));
        String unit = layer.step("unit", "Sub", layer.step("exp", "Exp", below), layer.scalar("one", 1));
        String negative = layer.step("negative", "Mul", unit, layer.scalar("alpha", spec.alpha()));
        return layer.y("Add", layer.step("positive", "Relu", layer.x()), negative);
    }

    /** x·(1 + erf(x/√2))/2, or x·(1 + tanh u)/2, composed in either precision: its operator comes with opset 20. */
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
