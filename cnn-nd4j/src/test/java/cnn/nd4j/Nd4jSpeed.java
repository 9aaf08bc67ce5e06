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
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Images a second that whole training steps take: {@code vgg} (VGG-small-32, batch 64), {@code chollet} (Chollet-150, batch
 * 32), {@code lenet} (LeNet-32, batch 64) or {@code resnet} (ResNet-8-32, batch 64). Not a test. Arguments: net, threads, seconds.
 */
public final class Nd4jSpeed {
    /** With one thread, what the step took of the processor: other programs do not count then. */
    private static final LongSupplier CLOCK = Boolean.getBoolean("cpu")
            ? () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
            : System::nanoTime;

    private Nd4jSpeed() {}

    public static void main(String[] args) {
        String net = args.length > 0 ? args[0] : "vgg";
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 10;
        Precision precision = args.length > 3 ? Precision.valueOf(args[3]) : Precision.FLOAT32;
        NetworkSpec spec =
                switch (net) {
                    case "vgg" -> vgg();
                    case "lenet" -> lenet();
                    case "resnet" -> resnet();
                    case "chollet" -> chollet();
                    default -> throw new IllegalArgumentException("no net " + net);
                };
        int n = net.equals("chollet") ? 32 : 64;
        try (Backend backend = Backends.named("nd4j", BackendOptions.DEFAULT.withPrecision(precision).withThreads(threads));
                Network network = Network.build(spec, backend, BuildOptions.batch(n))) {
            network.setParameters(Initializer.HE_NORMAL.parameters(spec, 1));
            run(net, network, n, seconds);
        }
    }

    private static void run(String net, Network network, int n, double seconds) {
        Backend backend = network.backend();
        System.out.println(backend.describe());
        Tensor x = network.input(n);
        float[] values = new float[x.shape().size()];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        double[] t = new double[2 * n];
        for (int i = 0; i < n; i++) {
            t[2 * i + random.nextInt(2)] = 1;
        }
        double[] y = new double[2 * n];
        double[] dyValues = new double[2 * n];
        Tensor dy = backend.tensor(Shape.of(n, 2));
        Adam adam = new Adam(1e-4);
        try (Updater updater = backend.updater(adam, network.parameters(), network.gradient())) {
            double best = Double.MAX_VALUE;
            double loss = 0;
            long end = System.nanoTime() + (long) (seconds * 1e9);
            int step = 0;
            long total = System.nanoTime();
            while (System.nanoTime() < end) {
                long start = CLOCK.getAsLong();
                x.copyFrom(values);
                network.forward(x, Mode.train(1, step)).copyTo(y);
                loss = new SoftmaxCrossEntropy().evaluate(n, 2, y, t, dyValues);
                dy.copyFrom(dyValues);
                network.backward(dy);
                updater.step(++step, adam.learningRate());
                best = Math.min(best, (CLOCK.getAsLong() - start) * 1e-9);
            }
            total = System.nanoTime() - total;
            System.out.printf(
                    Locale.ROOT,
                    "%s: best step %.1f ms, %.0f images/s; mean %.0f images/s; %d steps, loss %.4f%n",
                    net, best * 1e3, n / best, n * step / (total * 1e-9), step, loss);
        }
        dy.close();
    }

    private static NetworkSpec vgg() {
        NetworkSpec.Builder net = NetworkSpec.builder(Shape.of(3, 32, 32));
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        for (int channels : new int[] {32, 64, 128}) {
            net.add(new Conv2d(channels, same)).add(new Relu());
            net.add(new Conv2d(channels, same)).add(new Relu()).add(new MaxPool2d(2));
        }
        return net.add(new Flatten()).add(new Dense(128)).add(new Relu()).add(new Dense(2)).build();
    }

    private static NetworkSpec resnet() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        NetworkSpec.Builder net = NetworkSpec.builder(Shape.of(3, 32, 32));
        net.add(new Conv2d(32, same, false)).add(new BatchNorm2d()).add(new Relu());
        for (int channels : new int[] {32, 64, 128}) {
            int stride = channels == 32 ? 1 : 2;
            List<LayerSpec> body = List.of(
                    new Conv2d(channels, same.withStride(stride), false),
                    new BatchNorm2d(),
                    new Relu(),
                    new Conv2d(channels, same, false),
                    new BatchNorm2d());
            List<LayerSpec> shortcut = stride == 1
                    ? List.of()
                    : List.of(new Conv2d(channels, Window2d.of(1).withStride(stride), false), new BatchNorm2d());
            net.add(Residual.of(body, shortcut)).add(new Relu());
        }
        return net.add(new GlobalAvgPool2d()).add(new Dense(2)).build();
    }

    private static NetworkSpec lenet() {
        NetworkSpec.Builder net = NetworkSpec.builder(Shape.of(3, 32, 32));
        for (int channels : new int[] {20, 50}) {
            net.add(new Conv2d(channels, Window2d.of(5))).add(new Relu()).add(new MaxPool2d(2));
        }
        return net.add(new Flatten()).add(new Dense(500)).add(new Relu()).add(new Dense(2)).build();
    }

    private static NetworkSpec chollet() {
        NetworkSpec.Builder net = NetworkSpec.builder(Shape.of(3, 150, 150));
        for (int channels : new int[] {32, 64, 128, 128}) {
            net.add(new Conv2d(channels, Window2d.of(3))).add(new Relu()).add(new MaxPool2d(2));
        }
        return net.add(new Flatten()).add(new Dense(512)).add(new Relu()).add(new Dense(2)).build();
    }
}
