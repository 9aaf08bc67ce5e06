package cnn.network;

import cnn.backend.Chain;
import cnn.backend.Holding;
import cnn.backend.Layer;
import cnn.backend.Updater;
import cnn.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The bytes that a network keeps, by what they are for. Backends make their memory when a network is built, or at the
 * first pass at the latest: after that, the sum is the peak.
 *
 * @param activations outputs of layers; arrays that layers share count once, here and below
 * @param gradients gradients between layers
 * @param workspace everything else that layers keep
 * @param parameters the flat parameter vector
 * @param parameterGradient the flat gradient vector
 * @param state the flat state vector
 * @param optimizer the optimizer's own vectors
 */
public record MemoryUse(
        long activations,
        long gradients,
        long workspace,
        long parameters,
        long parameterGradient,
        long state,
        long optimizer) {

    /** What a network keeps now; {@code updaters} are those that work on its parameters. */
    public static MemoryUse of(Network network, List<Updater> updaters) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long[] bytes = new long[Holding.Kind.values().length];
        add(network.layers(), seen, bytes);
        long optimizer = updaters.stream()
                .flatMap(updater -> updater.state().values().stream())
                .mapToLong(MemoryUse::bytes)
                .sum();
        return new MemoryUse(
                bytes[Holding.Kind.ACTIVATION.ordinal()],
                bytes[Holding.Kind.GRADIENT.ordinal()],
                bytes[Holding.Kind.WORKSPACE.ordinal()],
                bytes(network.parameters()),
                bytes(network.gradient()),
                network.spec().stateCount() == 0 ? 0 : bytes(network.state()),
                optimizer);
    }

    private static void add(List<Layer> layers, Set<Object> seen, long[] bytes) {
        for (Layer layer : layers) {
            for (Holding holding : layer.holdings()) {
                if (seen.add(holding.array())) {
                    bytes[holding.kind().ordinal()] += holding.bytes();
                }
            }
            layer.chains().stream().map(Chain::layers).forEach(inner -> add(inner, seen, bytes));
        }
    }

    private static long bytes(Tensor tensor) {
        return (long) tensor.shape().size() * tensor.precision().bytes();
    }

    /** Everything. */
    public long total() {
        return activations + gradients + workspace + parameters + parameterGradient + state + optimizer;
    }

    /** Whether the backend says anything about its layers' memory. */
    public boolean known() {
        return activations + gradients + workspace > 0;
    }
}
