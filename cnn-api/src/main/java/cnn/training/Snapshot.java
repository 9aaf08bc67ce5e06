package cnn.training;

import cnn.network.Network;
import java.util.Arrays;

/**
 * A network's parameters and state at one moment, to go back to.
 *
 * @param parameters the flat parameter vector {@code [P]}
 * @param state the flat state vector {@code [S]}
 */
public record Snapshot(double[] parameters, double[] state) {
    /** A copy of what the network holds now; doubles hold every precision's values exactly. */
    public static Snapshot of(Network network) {
        // A vector without elements has one that nobody uses.
        return new Snapshot(
                Arrays.copyOf(network.parameters().toDoubles(), network.spec().parameterCount()),
                Arrays.copyOf(network.state().toDoubles(), network.spec().stateCount()));
    }

    /** Gives the network these values again. */
    public void restore(Network network) {
        network.setParameters(parameters);
        network.setState(state);
    }
}
