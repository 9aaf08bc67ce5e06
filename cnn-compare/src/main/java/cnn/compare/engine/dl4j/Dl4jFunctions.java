package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LeakyRelu;
import cnn.spec.PlacedLayer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;

/** Says activation functions in DL4J's words: its own, or of {@link Dl4jActivations} where the dialect has it so. */
record Dl4jFunctions(PlacedLayer placed, Dl4jDialect dialect) {

    Dl4jPiece leakyRelu(LeakyRelu spec) {
        return mended(
                new ActivationLReLU(spec.slope()),
                new Dl4jActivations.LeakyRelu(spec.slope()),
                "leaky_relu's gradient");
    }

    Dl4jPiece elu(Elu spec) {
        return mended(new ActivationELU(spec.alpha()), new Dl4jActivations.Elu(spec.alpha()), "elu");
    }

    Dl4jPiece gelu(Gelu spec) {
        return switch (spec.approximation()) {
            case NONE -> {
                requireOurs("its GELU is x·σ(1.702·x), or what it calls precise, which is not the one by erf");
                yield of(new Dl4jActivations.ErfGelu()).withOurs("gelu by erf");
            }
            case TANH -> {
                // In a file for others it would predict something else; to be compared it is as shipped.
                requireOurs("its GELU by tanh takes (0.044715·x)³ for 0.044715·x³");
                yield mended(new ActivationGELU(true), new Dl4jActivations.TanhGelu(), "gelu by tanh");
            }
        };
    }

    Dl4jPiece silu() {
        return mended(new ActivationSwish(), new Dl4jActivations.Silu(), "silu's gradient");
    }

    Dl4jPiece softplus() {
        return mended(new ActivationSoftPlus(), new Dl4jActivations.Softplus(), "softplus");
    }

    Dl4jPiece softmax() {
        if (placed.input().rank() == 1) {
            return of(new ActivationSoftmax());
        }
        requireOurs("its softmax goes along the last axis, a picture's rows, not along the channels");
        return of(new Dl4jActivations.ChannelSoftmax()).withOurs("softmax along channels");
    }

    /** @param what is wrong with DL4J's own */
    private Dl4jPiece mended(IActivation own, IActivation ours, String what) {
        return dialect.mended() ? of(ours).withOurs(what) : of(own);
    }

    Dl4jPiece of(IActivation function) {
        return Dl4jPiece.of(new ActivationLayer.Builder()
                .name(placed.name())
                .activation(function)
                .build());
    }

    /** Where a function of our own may stand for what DL4J lacks. */
    private void requireOurs(String why) {
        if (!dialect.ours()) {
            throw new NoCounterpartException(placed, "DL4J", why);
        }
    }
}
