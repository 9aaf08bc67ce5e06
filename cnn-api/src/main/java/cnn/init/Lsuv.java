package cnn.init;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.Observation;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Tensor;

/**
 * Layer-sequential unit variance: orthogonal weights, which are then scaled layer by layer, first to last, until each
 * layer's output has variance 1 on a batch of data: w ← w / √Var(y) until |Var(y) - 1| &lt; {@code tolerance} or {@code
 * tries} times. Source: Mishkin and Matas 2016, "All you need is a good init", arXiv:1511.06422, Algorithm 1.
 *
 * @param tolerance above 0
 * @param tries at least 1
 */
public record Lsuv(double tolerance, int tries) implements Initializer {
    public Lsuv {
        Hyper.positive("lsuv", "tolerance", tolerance);
        if (tries < 1) {
            throw new BadInputException("lsuv: tries must be at least 1, got " + tries);
        }
    }

    @Override
    public String kind() {
        return "lsuv";
    }

    /** The orthogonal weights that it starts from. */
    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        new Orthogonal(1).fill(weight, draws, values, offset);
    }

    /**
     * The initial flat parameter vector. A layer whose output does not vary at all on the batch is left as it is.
     *
     * @param backend runs the network, as in training; the values depend on its roundings
     */
    public double[] parameters(NetworkSpec spec, long seed, Backend backend, Batch batch) {
        double[] values = parameters(spec, seed);
        try (Network network = Network.build(spec, backend, BuildOptions.batch(batch.size()).observed())) {
            Tensor x = network.input(batch.size());
            x.copyFrom(batch.x());
            for (PlacedLayer layer : spec.everyLayer()) {
                if (!layer.isComposite() && hasWeights(layer)) {
                    settle(layer, network, x, values, seed);
                }
            }
        }
        return values;
    }

    private static boolean hasWeights(PlacedLayer layer) {
        return layer.parameters().stream().anyMatch(Lsuv::isWeight);
    }

    private static boolean isWeight(Slice slice) {
        return slice.parameter().role() == ParameterSpec.Role.WEIGHT;
    }

    private void settle(PlacedLayer layer, Network network, Tensor x, double[] values, long seed) {
        for (int attempt = 0; attempt < tries; attempt++) {
            network.setParameters(values);
            network.forward(x, Mode.train(seed, 0));
            double variance = variance(output(layer, network));
            if (variance == 0 || Math.abs(variance - 1) < tolerance) {
                return;
            }
            layer.parameters().stream().filter(Lsuv::isWeight).forEach(slice -> {
                for (int i = slice.offset(); i < slice.end(); i++) {
                    values[i] /= Math.sqrt(variance);
                }
            });
        }
    }

    private static double[] output(PlacedLayer layer, Network network) {
        return network.observations().stream()
                .filter(seen -> seen.layer().index() == layer.index())
                .map(Observation::y)
                .findFirst()
                .orElseThrow()
                .toDoubles();
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / values.length;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.lsuv(this);
    }
}
