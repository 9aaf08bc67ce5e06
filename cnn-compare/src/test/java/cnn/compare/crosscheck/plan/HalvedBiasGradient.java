package cnn.compare.crosscheck.plan;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.check.contract.PatchedBackend;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;

/** nd4j as it is, but for the db of its conv2d, which is half of what it should be. */
public final class HalvedBiasGradient implements EngineMaker {
    @Override
    public Engine create(Subject subject, EngineSettings settings) {
        return subject.engine().equals("nd4j")
                ? Engines.of(backend(subject), settings)
                : EngineMaker.REAL.create(subject, settings);
    }

    @Override
    public Backend backend(Subject subject) {
        Backend base = Backends.named(subject.engine(), subject.backendOptions());
        return subject.engine().equals("nd4j")
                ? PatchedBackend.of(
                        base,
                        "conv2d",
                        (PlacedLayer placed, LayerPlan plan) -> new Harmed(
                                base.layers(plan.withLayers(List.of(placed))).get(0), placed, plan.gradient()))
                : base;
    }

    private record Harmed(Layer healthy, PlacedLayer placed, Tensor gradient) implements Layer {
        @Override
        public List<PlacedLayer> covers() {
            return healthy.covers();
        }

        @Override
        public Arithmetic arithmetic() {
            return healthy.arithmetic();
        }

        @Override
        public ForwardPass forward(Tensor x, Mode mode) {
            ForwardPass pass = healthy.forward(x, mode);
            return new ForwardPass(pass.y(), new Backward() {
                @Override
                public Tensor dx(Tensor dy) {
                    Tensor dx = pass.backward().dx(dy);
                    halve();
                    return dx;
                }

                @Override
                public void parametersOnly(Tensor dy) {
                    pass.backward().parametersOnly(dy);
                    halve();
                }
            });
        }

        private void halve() {
            double[] all = gradient.toDoubles();
            placed.parameters().stream()
                    .filter(slice -> slice.parameter().name().equals("b"))
                    .forEach(slice -> {
                        for (int i = slice.offset(); i < slice.end(); i++) {
                            all[i] /= 2;
                        }
                    });
            gradient.copyFrom(all);
        }

        @Override
        public void close() {
            healthy.close();
        }
    }
}
