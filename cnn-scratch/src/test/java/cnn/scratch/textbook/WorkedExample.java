package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.within;

import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.SingleLayer;
import cnn.spec.LayerSpec;
import cnn.tensor.Shape;
import org.assertj.core.data.Offset;

/** One sample through one textbook layer, forwards and backwards, as the examples in docs/layers have it. */
final class WorkedExample {
    /** The pages give six digits after the point. */
    static final Offset<Double> SIX_DIGITS = within(0.5e-6);

    private WorkedExample() {}

    static double[] none() {
        return new double[0];
    }

    static double[] of(double... values) {
        return values;
    }

    static LayerOutputs run(LayerSpec spec, Shape input, double[] x, double[] parameters, double... dy) {
        try (TextbookBackend textbook = new TextbookBackend(1)) {
            return SingleLayer.run(textbook, new LayerInputs(spec, input, 1, x, parameters, dy));
        }
    }
}
