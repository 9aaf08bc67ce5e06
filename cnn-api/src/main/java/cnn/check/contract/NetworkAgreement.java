package cnn.check.contract;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.check.NetworkCheck;
import cnn.check.TensorCheck;
import cnn.check.contract.Require.Checked;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Small networks, fused and observed, judged end to end. */
final class NetworkAgreement {
    private static final int BATCH = 3;
    private static final Mode TRAIN = Mode.train(3, 17);

    private NetworkAgreement() {}

    static void verify(Backend backend, Backend reference, List<NetworkSpec> networks, Require require) {
        for (NetworkSpec spec : networks) {
            verify(backend, reference, spec, BuildOptions.batch(BATCH), require);
            verify(backend, reference, spec, BuildOptions.batch(BATCH).observed(), require);
            verify(backend, reference, spec, BuildOptions.batch(BATCH + 2), require);
        }
    }

    private static void verify(
            Backend backend, Backend reference, NetworkSpec spec, BuildOptions options, Require require) {
        try (Network network = Network.build(spec, backend, options);
                Tensor last = backend.tensor(spec.output().withBatch(BATCH))) {
            Precision precision = backend.precision();
            double[] x = normal(1, spec.input().withBatch(BATCH).size(), precision, 1);
            double[] dy = normal(2, spec.output().withBatch(BATCH).size(), precision, 1);
            network.setParameters(parameters(spec, precision));
            last.copyFrom(dy);
            Tensor input = network.input(BATCH);
            input.copyFrom(x);
            NetworkCheck training =
                    NetworkCheck.ofTraining(network, BATCH, x, dy, reference, TRAIN.seed(), TRAIN.step());
            requireFewKinks(network, training, require);
            List<TensorCheck> checks = new ArrayList<>();
            checks.add(training.y(network.forward(input, TRAIN).toDoubles()));
            network.backward(last);
            checks.addAll(training.gradient(network.gradient().toDoubles()));
            // The state is now what the training pass has made of it.
            NetworkCheck inference = NetworkCheck.ofInference(network, BATCH, x, reference);
            checks.add(inference.y(network.forward(input, Mode.INFER).toDoubles()));
            checks.add(inference.y(inferred(network, x, options.maxBatch())));
            String label = "network %s, %s".formatted(kinds(spec), options);
            require.agree(checks.stream()
                    .map(one -> new Checked("network", label, one))
                    .toList());
        }
    }

    /** What a network built for inference makes of the same parameters and state, after a larger batch of other data. */
    private static double[] inferred(Network trained, double[] x, int maxBatch) {
        NetworkSpec spec = trained.spec();
        try (Network network = Network.build(spec, trained.backend(), BuildOptions.inference(maxBatch))) {
            network.setParameters(Arrays.copyOf(trained.parameters().toDoubles(), spec.parameterCount()));
            network.setState(Arrays.copyOf(trained.state().toDoubles(), spec.stateCount()));
            Tensor other = network.input(maxBatch);
            other.copyFrom(normal(3, other.shape().size(), trained.backend().precision(), 100));
            network.forward(other, Mode.INFER);
            Tensor input = network.input(BATCH);
            input.copyFrom(x);
            return network.forward(input, Mode.INFER).toDoubles();
        }
    }

    private static void requireFewKinks(Network network, NetworkCheck check, Require require) {
        int activations =
                network.spec().everyLayer().stream().mapToInt(layer -> layer.output().size()).sum() * BATCH;
        // Winograd's bound by norms is some ten times as wide as that of plain sums, and so are the kinks.
        int most = network.layers().stream().anyMatch(NetworkAgreement::winograd) ? activations / 8 : activations / 20;
        require.that(
                check.atKinks() < most,
                () -> "%d of %d activations are at kinks: a bound that allows for so many says little"
                        .formatted(check.atKinks(), activations));
    }

    private static String kinds(NetworkSpec spec) {
        return spec.layers().stream().map(layer -> layer.spec().kind()).collect(Collectors.joining(" - "));
    }

    private static boolean winograd(Layer layer) {
        return layer.arithmetic() instanceof Arithmetic.Winograd
                || layer.chains().stream().flatMap(chain -> chain.layers().stream()).anyMatch(NetworkAgreement::winograd);
    }

    /** Scales are near 1: all others have a mean of 0. */
    private static double[] parameters(NetworkSpec spec, Precision precision) {
        double[] values = normal(0, spec.parameterCount(), precision, 0.4);
        for (Slice slice : spec.slices()) {
            for (int i = slice.offset(); i < slice.end() && slice.parameter().role() == ParameterSpec.Role.SCALE; i++) {
                double scale = 1 + values[i];
                values[i] = precision == Precision.FLOAT32 ? (float) scale : scale;
            }
        }
        return values;
    }

    private static double[] normal(int tensor, int length, Precision precision, double scale) {
        AddressedRandom random = new AddressedRandom(16);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            double value = scale * random.normal(Purpose.TEST_DATA, 0, tensor, i);
            values[i] = precision == Precision.FLOAT32 ? (float) value : value;
        }
        return values;
    }
}
