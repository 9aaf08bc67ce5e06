package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.UpdateSpec;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.LayerSpec;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Says a whole update in DL4J's words. DL4J's order is that of {@link UpdateSpec}: it divides by the batch size, clips,
 * adds the gradients of L1 and L2, lets the updater work, adds weight decay (of the weights before), subtracts, and
 * applies constraints.
 */
final class Dl4jUpdate {
    private Dl4jUpdate() {}

    /**
     * What is the same for all layers.
     *
     * @throws NoCounterpartException if DL4J has nothing that computes the same
     */
    static void configure(NeuralNetConfiguration.Builder builder, UpdateSpec update, NetworkSpec network) {
        update.decay()
                .filter(decay -> decay.scope() == DecayScope.ALL)
                .ifPresent(decay -> requireNoNormalisation(network));
        update.clipping().ifPresent(clipping -> clip(builder, clipping, network));
        if (update.maxNorm().isPresent()) {
            requireKnownWeights(network);
            builder.constrainWeights(new Dl4jMaxNorm(update.maxNorm().getAsDouble()));
        }
    }

    /**
     * Penalties and decay of a layer. Not for all layers at once: what stands in the configuration that layers share is
     * added to each of them, and added again when the network's configuration is built, which is noticed for L1 and L2
     * but not for weight decay. And as a list: the builders' methods for L2 and for weight decay take the other one's
     * away.
     *
     * @throws NoCounterpartException if the layer has weights that DL4J keeps from its regularisation
     */
    static void regularize(Layer layer, UpdateSpec update) {
        List<Regularization> ofWeights = regularization(update);
        if (layer instanceof BaseLayer base) {
            base.setRegularization(ofWeights);
            update.decay()
                    .filter(decay -> decay.scope() == DecayScope.ALL)
                    .ifPresent(decay -> base.setRegularizationBias(List.of(new WeightDecay(decay.lambda(), true))));
        } else if (!ofWeights.isEmpty() && layer.initializer().numParams(layer) > 0) {
            throw new NoCounterpartException(
                    "penalties and weight decay of layer '" + layer.getLayerName() + "'",
                    "DL4J",
                    "its " + layer.getClass().getSimpleName() + " has no regularisation");
        }
    }

    private static List<Regularization> regularization(UpdateSpec update) {
        List<Regularization> all = new ArrayList<>();
        if (update.l1() > 0) {
            all.add(new L1Regularization(update.l1()));
        }
        if (update.l2() > 0) {
            all.add(new L2Regularization(update.l2()));
        }
        update.decay().ifPresent(decay -> all.add(new WeightDecay(decay.lambda(), true)));
        return all;
    }

    private static void requireNoNormalisation(NetworkSpec network) {
        boolean normalises = network.slices().stream()
                .map(slice -> slice.parameter().role())
                .anyMatch(role -> role == ParameterSpec.Role.SCALE || role == ParameterSpec.Role.SHIFT);
        if (normalises) {
            throw new NoCounterpartException(
                    "weight decay of all parameters",
                    "DL4J",
                    "batch normalisation's gamma and beta do not decay in it");
        }
    }

    private static void clip(NeuralNetConfiguration.Builder builder, Clipping clipping, NetworkSpec network) {
        boolean batchNorm = leaves(network).stream().anyMatch(layer -> layer.spec() instanceof BatchNorm2d);
        if (batchNorm) {
            throw new NoCounterpartException(
                    clipping.toString(),
                    "DL4J",
                    "it calls the steps of batch normalisation's running statistics gradients, and clips those too");
        }
        builder.gradientNormalization(
                switch (clipping.kind()) {
                    case VALUE -> GradientNormalization.ClipElementWiseAbsoluteValue;
                    case NORM -> GradientNormalization.ClipL2PerParamType;
                    case GLOBAL_NORM -> throw new NoCounterpartException(
                            clipping.toString(), "DL4J", "it clips the norm of a tensor or of a layer, not of all");
                });
        builder.gradientNormalizationThreshold(clipping.limit());
    }

    /** Where the constraint knows which axis has the output units. */
    private static void requireKnownWeights(NetworkSpec network) {
        for (PlacedLayer layer : leaves(network)) {
            boolean known = layer.spec() instanceof Dense || layer.spec() instanceof Conv2d conv && conv.groups() == 1;
            if (!known && hasWeights(layer)) {
                throw new NoCounterpartException(
                        layer, "DL4J", "max-norm is translated for dense and conv2d without groups only");
            }
        }
    }

    private static boolean hasWeights(PlacedLayer layer) {
        LayerSpec spec = layer.spec();
        return spec.parameters(layer.input()).stream().anyMatch(p -> p.role() == ParameterSpec.Role.WEIGHT);
    }

    private static List<PlacedLayer> leaves(NetworkSpec network) {
        return network.everyLayer().stream().filter(layer -> !layer.isComposite()).toList();
    }
}
