package cnn.compare.engine.dl4j;

import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.NoCounterpartException;
import cnn.error.BadInputException;
import cnn.exchange.Weights;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.model.storage.Storage;
import cnn.nd4j.library.NativeLibrary;
import cnn.optim.Sgd;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.StateSlice;
import cnn.tensor.Precision;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network as DL4J's {@code ModelSerializer} keeps it: a zip with the network's configuration as JSON and its
 * parameters. What is written, plain DL4J opens with {@code restoreMultiLayerNetwork}, or {@code
 * restoreComputationGraph} where there are branches, and predicts the same; what plain DL4J wrote is read back, if its
 * network computes what ours does. See docs/exchange.md.
 */
public final class Dl4jFile {
    private Dl4jFile() {}

    /**
     * Writes a network without its optimizer; in its place stands plain SGD.
     *
     * @param loss decides on the last layer: softmax cross-entropy makes it a softmax, so that DL4J gives probabilities;
     *     with any other DL4J gives the network's outputs as they are
     * @throws NoCounterpartException if DL4J has no layer that computes the same as one of the network's
     * @throws BadInputException if it cannot be written; an older file of that name is then as it was
     */
    public static void write(Weights weights, LossSpec loss, Precision precision, Path file) {
        NetworkSpec network = weights.network();
        NativeLibrary.load();
        EngineSettings settings =
                new EngineSettings(network, last(loss), new Sgd(0.01), 1, Optional.of(precision), 0);
        try (Dl4jModel model = model(settings, precision)) {
            double[] values = Dl4jBridge.of(network, model).toDl4j(weights.parameters(), weights.state());
            model.parameterVector().ifPresent(vector -> Dl4jArrays.fill(vector, values));
            Storage.replace(file, channel -> {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                ModelSerializer.writeModel((Model) model, out, false);
                out.flush();
            });
        }
    }

    /** In its plain form: label smoothing and class weights are about training. */
    private static LossSpec last(LossSpec loss) {
        return loss instanceof SoftmaxCrossEntropy ? new SoftmaxCrossEntropy() : new MeanSquaredError();
    }

    /** With an updater of DL4J's own: a file is read by a DL4J that does not know ours. */
    private static Dl4jModel model(EngineSettings settings, Precision precision) {
        IUpdater updater = settings.update().optimizer().accept(new Dl4jUpdaters());
        if (settings.network().placed().stream().noneMatch(PlacedLayer::isComposite)) {
            MultiLayerConfiguration row = Dl4jPlan.forTraining(settings, precision, updater).configuration();
            Dl4jJson.checked(row.toJson());
            return Dl4jNetwork.create(row, false);
        }
        Dl4jGraphPlan plan = new Dl4jGraphPlan(settings, precision, updater);
        Dl4jJson.checked(plan.configuration().toJson());
        return Dl4jGraph.create(plan.configuration(), plan.lastVertex(), false);
    }

    /**
     * Reads the weights of a network that DL4J wrote.
     *
     * @param network what it must compute
     * @throws BadInputException if the file is none of DL4J's, is damaged or not safe to read, or its network computes
     *     something else; the message then names the layer
     */
    public static Weights read(NetworkSpec network, Path file) {
        NativeLibrary.load();
        try (Dl4jZip zip = new Dl4jZip(file)) {
            String json = zip.configuration();
            Dl4jForeign foreign;
            Dl4jMatch match;
            try {
                foreign = foreign(Dl4jJson.checked(json));
                match = Dl4jMatch.of(network, foreign);
            } catch (BadInputException e) {
                throw e.at(file.toString());
            } catch (RuntimeException e) {
                // DL4J's own reader throws whatever comes.
                throw new BadInputException(
                        "%s: DL4J cannot make sense of its configuration.json: %s".formatted(file, firstLine(e)), e);
            }
            double[] theirs = zip.coefficients(network.parameterCount() + network.stateCount());
            return weights(network, foreign, match, theirs);
        }
    }

    private static Dl4jForeign foreign(String json) {
        return json.contains("\"vertices\"")
                ? Dl4jForeign.of(ComputationGraphConfiguration.fromJson(json))
                : Dl4jForeign.of(MultiLayerConfiguration.fromJson(json));
    }

    private static Weights weights(NetworkSpec network, Dl4jForeign foreign, Dl4jMatch match, double[] theirs) {
        List<Dl4jMatch.Found> order = foreign.order().stream()
                .flatMap(name -> Optional.ofNullable(match.byVertex().get(name)).stream())
                .toList();
        Dl4jBridge bridge = Dl4jBridge.inOrder(
                network, order.stream().map(Dl4jMatch.Found::layer).toList());
        double[] state = bridge.stateFromDl4j(theirs);
        for (Dl4jMatch.Found found : order) {
            if (found.logarithmic()) {
                StateSlice variance = found.layer().state("var");
                for (int i = variance.offset(); i < variance.end(); i++) {
                    state[i] = Math.pow(10, 2 * state[i]);
                }
            }
        }
        return new Weights(network, bridge.fromDl4j(theirs), state);
    }

    private static String firstLine(Throwable e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(e.getClass().getSimpleName());
    }
}
