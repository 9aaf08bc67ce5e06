package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.init.Initializer;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * Trains a tiny network for many steps and prints the native and the resident memory after a part of them and at the end:
 * {@code native BYTES resident BYTES}, twice. A process of its own, so that nobody else's memory counts. Arguments: steps,
 * steps until the first measurement.
 */
final class Soak {
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);
    private static final NetworkSpec NET = NetworkSpec.builder(Shape.of(3, 6, 6))
            .add(new Conv2d(4, SAME))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(Residual.of(List.of(new Conv2d(4, SAME, false), new BatchNorm2d(), new Relu())))
            .add(new GlobalAvgPool2d())
            .add(new Dense(2))
            .build();

    private Soak() {}

    public static void main(String[] args) {
        int steps = Integer.parseInt(args[0]);
        int warm = Integer.parseInt(args[1]);
        try (Backend backend = Backends.named("nd4j", BackendOptions.DEFAULT.withThreads(1));
                Network network = Network.build(NET, backend, BuildOptions.batch(4));
                Updater updater = backend.updater(new Adam(1e-3), network.parameters(), network.gradient());
                Tensor dyOfFour = backend.tensor(NET.output().withBatch(4));
                Tensor dyOfThree = backend.tensor(NET.output().withBatch(3))) {
            network.setParameters(Initializer.HE_NORMAL.parameters(NET, 1));
            for (int step = 1; step <= steps; step++) {
                // Now and then the smaller batch that ends an epoch.
                step(network, updater, step, step % 50 == 0 ? dyOfThree : dyOfFour);
                if (step == warm || step == steps) {
                    System.out.printf("native %d resident %d%n", Pointer.totalBytes(), Pointer.physicalBytes());
                }
            }
        }
    }

    private static void step(Network network, Updater updater, int step, Tensor dy) {
        int n = dy.shape().dim(0);
        Tensor x = network.input(n);
        float[] pictures = new float[x.shape().size()];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = (float) Math.sin(i * 0.7 + step);
        }
        x.copyFrom(pictures);
        double[] y = network.forward(x, Mode.train(1, step)).toDoubles();
        double[] target = new double[y.length];
        for (int i = 0; i < n; i++) {
            target[2 * i + (step + i) % 2] = 1;
        }
        double[] gradient = new double[y.length];
        new SoftmaxCrossEntropy().evaluate(n, 2, y, target, gradient);
        dy.copyFrom(gradient);
        network.backward(dy);
        updater.step(step, 1e-3);
    }
}
