package cnn.scratch.textbook;

import cnn.backend.Backend;
import cnn.backend.Chain;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The backend {@code textbook}: float64, direct loops as the formulas stand, one layer a spec and every layer with buffers
 * of its own, observed or not. The same bits for any number of threads.
 */
public final class TextbookBackend implements Backend {
    private final Parallel parallel;

    /** @param threads at least 1 */
    public TextbookBackend(int threads) {
        this.parallel = new Parallel(threads);
    }

    @Override
    public String name() {
        return TextbookProvider.NAME;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public String describe() {
        return "textbook: float64, direct loops in plain Java, %d thread%s"
                .formatted(parallel.threads(), parallel.threads() == 1 ? "" : "s");
    }

    @Override
    public Tensor tensor(Shape shape) {
        return new TextbookTensor(shape);
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        LayerContext context = new LayerContext(
                values(plan.parameters()),
                values(plan.gradient()),
                values(plan.state()),
                plan.maxBatch(),
                parallel);
        return layers(plan.layers(), context);
    }

    static List<Layer> layers(List<PlacedLayer> specs, LayerContext context) {
        List<Layer> layers = new ArrayList<>();
        for (PlacedLayer placed : specs) {
            layers.add(placed.spec().accept(new LayerMaker(placed, context)));
        }
        return layers;
    }

    @Override
    public Updater updater(OptimizerSpec optimizer, Tensor parameters, Tensor gradient) {
        double[] theta = values(parameters);
        double[] g = values(gradient);
        return optimizer.accept(new OptimizerSpec.Visitor<>() {
            @Override
            public Updater sgd(Sgd spec) {
                return new SgdUpdater(theta, g);
            }

            @Override
            public Updater momentum(Momentum spec) {
                return new MomentumUpdater(spec, theta, g);
            }

            @Override
            public Updater adam(Adam spec) {
                return new AdamUpdater(spec, theta, g);
            }
        });
    }

    private static double[] values(Tensor tensor) {
        return TextbookTensor.of(tensor).values();
    }

    @Override
    public void close() {
        parallel.close();
    }

    /** Makes the layer for a spec. */
    private record LayerMaker(PlacedLayer placed, LayerContext context) implements LayerSpec.Visitor<Layer> {
        @Override
        public Layer conv2d(Conv2d spec) {
            return new Conv2dLayer(placed, spec, context);
        }

        @Override
        public Layer maxPool2d(MaxPool2d spec) {
            return new MaxPool2dLayer(placed, spec, context);
        }

        @Override
        public Layer avgPool2d(AvgPool2d spec) {
            return new AvgPool2dLayer(placed, spec, context);
        }

        @Override
        public Layer dense(Dense spec) {
            return new DenseLayer(placed, spec, context);
        }

        @Override
        public Layer flatten(Flatten spec) {
            return new FlattenLayer(placed, context);
        }

        @Override
        public Layer relu(Relu spec) {
            return new ReluLayer(placed, context);
        }

        @Override
        public Layer sigmoid(Sigmoid spec) {
            return new SigmoidLayer(placed, context);
        }

        @Override
        public Layer tanh(Tanh spec) {
            return new TanhLayer(placed, context);
        }

        @Override
        public Layer batchNorm2d(BatchNorm2d spec) {
            return new BatchNorm2dLayer(placed, spec, context);
        }

        @Override
        public Layer globalAvgPool2d(GlobalAvgPool2d spec) {
            return new GlobalAvgPool2dLayer(placed, context);
        }

        /** Two chains of layers made like any others, to any depth. */
        @Override
        public Layer residual(Residual spec) {
            Chain body = new Chain(layers(placed.branches().get(0), context));
            Chain shortcut = new Chain(layers(placed.branches().get(1), context));
            return new ResidualLayer(placed, body, shortcut, context);
        }
    }
}
