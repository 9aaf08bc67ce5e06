package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.init.Initializer;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
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
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Processor time of one thread for each layer alone, forward and backward, 32 channels of 32×32, batch 64: the least of
 * some runs. Not a test. Argument: FLOAT32 or FLOAT64.
 */
public final class Nd4jLayerSpeed {
    private static final int N = 64;
    private static final Shape INPUT = Shape.of(32, 32, 32);
    private static final long NANOSECONDS_EACH = 300_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Nd4jLayerSpeed() {}

    public static void main(String[] args) {
        Precision precision = args.length > 0 ? Precision.valueOf(args[0]) : Precision.FLOAT32;
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        List<LayerSpec> specs = List.of(
                new Conv2d(32, same), new DepthwiseConv2d(same), new SeparableConv2d(32, same),
                new TransposedConv2d(32, Window2d.of(2).withStride(2)), new Upsample2d(2),
                new BatchNorm2d(), new GroupNorm(8), new LayerNorm(), new LocalResponseNorm(),
                new MaxPool2d(2), new AvgPool2d(2), new GlobalAvgPool2d(), new GlobalMaxPool2d(),
                new Dropout(0.5), new SpatialDropout2d(0.5),
                new Relu(), new LeakyRelu(), new Sigmoid(), new Tanh(), new Elu(), new Elu(0.5), new Silu(), new Softplus(),
                new Gelu(), new Gelu(Gelu.Approximation.TANH), new Softmax());
        try (Backend backend = Backends.named("nd4j", BackendOptions.DEFAULT.withPrecision(precision).withThreads(1))) {
            System.out.println(backend.describe());
            specs.forEach(spec -> time(backend, spec));
        }
    }

    private static void time(Backend backend, LayerSpec spec) {
        NetworkSpec net = NetworkSpec.builder(INPUT).add(spec).build();
        try (Network network = Network.build(net, backend, BuildOptions.batch(N));
                Tensor x = random(backend, INPUT);
                Tensor dy = random(backend, spec.output(INPUT))) {
            network.setParameters(Initializer.HE_NORMAL.parameters(net, 1));
            Layer layer = network.layers().get(0);
            long forward = Long.MAX_VALUE;
            long backward = Long.MAX_VALUE;
            long end = System.nanoTime() + NANOSECONDS_EACH;
            for (int step = 0; step < 5 || System.nanoTime() < end; step++) {
                long start = THREADS.getCurrentThreadCpuTime();
                ForwardPass pass = layer.forward(x, Mode.train(1, step));
                long between = THREADS.getCurrentThreadCpuTime();
                pass.backward().dx(dy);
                forward = Math.min(forward, between - start);
                backward = Math.min(backward, THREADS.getCurrentThreadCpuTime() - between);
            }
            System.out.printf(Locale.ROOT, "%-60s %6.1f %6.1f%n", spec, forward * 1e-6, backward * 1e-6);
        }
    }

    private static Tensor random(Backend backend, Shape sample) {
        Tensor tensor = backend.tensor(sample.withBatch(N));
        Random random = new Random(1);
        double[] values = new double[tensor.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        tensor.copyFrom(values);
        return tensor;
    }
}
