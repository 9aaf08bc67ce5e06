package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.scratch.kernel.KernelLookup;
import cnn.spec.NetworkSpec;
import cnn.tensor.Tensor;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A benchmark to run by hand: trains on random data and prints images a second, effective arithmetic rate and bytes
 * allocated a step. Arguments: network (vgg, small, lenet, resnet, chollet, course), threads, batch, seconds, algorithm.
 */
final class TrainingSpeed {
    private TrainingSpeed() {}

    public static void main(String[] args) {
        String name = args.length > 0 ? args[0] : "vgg";
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int batch = args.length > 2 ? Integer.parseInt(args[2]) : 64;
        double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 10;
        ConvAlgorithm algorithm = ConvAlgorithm.named(args.length > 4 ? args[4] : "auto");
        NetworkSpec spec =
                switch (name) {
                    case "vgg" -> Nets.vggSmall32();
                    case "small" -> Nets.small();
                    case "lenet" -> Nets.leNet32();
                    case "resnet" -> Nets.resNet8();
                    case "chollet" -> Nets.chollet150();
                    case "course" -> Nets.course();
                    default -> throw new IllegalArgumentException("no network " + name);
                };
        long begin = System.nanoTime();
        try (Backend backend = new ScratchBackend(KernelLookup.fastest(), threads, algorithm);
                Network network = Nets.build(spec, backend, BuildOptions.batch(batch))) {
            double built = (System.nanoTime() - begin) / 1e9;
            run(name, backend, network, batch, seconds, built);
        }
    }

    private static void run(String name, Backend backend, Network network, int batch, double seconds, double built) {
        Step step = new Step(backend, network, batch);
        double[] times = new double[100_000];
        int steps = 0;
        double first = 0;
        long allocated = 0;
        long cpu = 0;
        int measured = 0;
        long start = System.nanoTime();
        double elapsed = 0;
        while (elapsed < seconds && steps < times.length) {
            if (measured == 0 && elapsed > seconds / 2) {
                allocated = -allocatedBytes();
                cpu = -cpuTime();
                measured = steps;
            }
            long from = System.nanoTime();
            step.run();
            times[steps++] = (System.nanoTime() - from) / 1e9;
            elapsed = (System.nanoTime() - start) / 1e9;
            first = steps == 1 ? elapsed : first;
        }
        allocated += allocatedBytes();
        cpu += cpuTime();
        double[] warm = Arrays.copyOfRange(times, measured, steps);
        Arrays.sort(warm);
        double median = warm[warm.length / 2];
        double work = 6.0 * network.spec().multiplyAdds() * batch / 1e9;
        System.out.printf(
                "%s, batch %d, %s, java %s: median %.0f images/s (best %.0f), %.0f GFLOP/s (best %.0f), "
                        + "%.0f images a CPU second, %d bytes a step, built in %.2f s, first step %.2f s, loss %.4f%n",
                name, batch, backend.describe(), System.getProperty("java.version"),
                batch / median, batch / warm[0], work / median, work / warm[0],
                batch * 1e9 * (steps - measured) / cpu,
                allocated / (steps - measured), built, first, step.loss);
    }

    /** Of the whole process; tells more than the clock where others use the machine too. */
    private static long cpuTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Of all threads that live now. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** One training step on the same random batch, everything it needs made before. */
    private static final class Step {
        private final Network network;
        private final Updater updater;
        private final Tensor x;
        private final Tensor dy;
        private final double[] out;
        private final double[] targets;
        private final double[] gradient;
        private final int batch;
        private int t;
        double loss;

        Step(Backend backend, Network network, int batch) {
            this.network = network;
            this.batch = batch;
            updater = backend.updater(new Adam(1e-4), network.parameters(), network.gradient());
            x = network.input(batch);
            x.copyFrom(Nets.normal(1, x.shape().size(), 1));
            int classes = network.spec().output().size();
            out = new double[batch * classes];
            gradient = new double[batch * classes];
            targets = new double[batch * classes];
            for (int i = 0; i < batch; i++) {
                targets[i * classes + i % classes] = 1;
            }
            dy = backend.tensor(network.spec().output().withBatch(batch));
        }

        void run() {
            network.forward(x, Mode.train(1, t)).copyTo(out);
            loss = new SoftmaxCrossEntropy().evaluate(batch, out.length / batch, out, targets, gradient);
            dy.copyFrom(gradient);
            network.backward(dy);
            updater.step(++t, 1e-4);
        }
    }
}
