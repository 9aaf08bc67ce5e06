package cnn.check.contract;

import cnn.backend.Backend;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.cases.LayerCase;
import cnn.tensor.Tensor;
import java.util.Arrays;

/**
 * What {@link LayerRule#C4}, {@link LayerRule#C12} and {@link LayerRule#C26} ask of a layer that is used again and
 * again, and of several side by side.
 */
final class ReuseRules {
    private ReuseRules() {}

    static void afterALargerBatch(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        LayerInputs larger = on.inputs(backend.precision(), on.batch() + 3, 1);
        Arrays.fill(larger.dy(), LayerUnderTest.SENTINEL);
        try (LayerUnderTest used = new LayerUnderTest(backend, on, on.batch() + 3);
                LayerUnderTest fresh = new LayerUnderTest(backend, on, on.batch() + 3)) {
            used.run(larger);
            require.same(used.placed(), "after a larger batch", used.run(in), fresh.run(in));
        }
    }

    static void repeated(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                LayerUnderTest other = new LayerUnderTest(backend, on, on.batch())) {
            LayerOutputs first = layer.run(in);
            require.same(layer.placed(), "the second time", layer.run(in), first);
            require.same(other.placed(), "on a new layer", other.run(in), first);
        }
    }

    /** Two networks, each with a layer of the same kind, other data and another batch size. */
    static void interleaved(Backend backend, LayerCase on, Require require) {
        int most = on.batch() + 1;
        LayerInputs a = on.inputs(backend.precision());
        LayerInputs b = on.inputs(backend.precision(), most, 1);
        try (LayerUnderTest first = new LayerUnderTest(backend, on, most);
                LayerUnderTest second = new LayerUnderTest(backend, on, most);
                Tensor xOfA = first.x(a);
                Tensor dyOfA = first.dy(a);
                Tensor xOfB = second.x(b);
                Tensor dyOfB = second.dy(b)) {
            first.set(a);
            second.set(b);
            Tensor yOfA = first.chain().forward(xOfA, LayerUnderTest.TRAIN);
            Tensor yOfB = second.chain().forward(xOfB, LayerUnderTest.TRAIN);
            Tensor dxOfA = first.chain().dx(dyOfA);
            Tensor dxOfB = second.chain().dx(dyOfB);
            require.same(first.placed(), "beside another layer", outputs(first, yOfA, dxOfA), alone(backend, on, a));
            require.same(second.placed(), "beside another layer", outputs(second, yOfB, dxOfB), alone(backend, on, b));
        }
    }

    private static LayerOutputs outputs(LayerUnderTest layer, Tensor y, Tensor dx) {
        return new LayerOutputs(y.toDoubles(), dx.toDoubles(), layer.gradient(), layer.state());
    }

    private static LayerOutputs alone(Backend backend, LayerCase on, LayerInputs in) {
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 1)) {
            return layer.run(in);
        }
    }
}
