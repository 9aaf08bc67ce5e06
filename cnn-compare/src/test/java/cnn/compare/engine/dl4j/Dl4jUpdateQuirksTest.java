package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.nd4j.library.NativeLibrary;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** What docs/findings.md says of DL4J's updates: should a version of DL4J do otherwise, this tells. */
class Dl4jUpdateQuirksTest {
    @BeforeAll
    static void load() {
        NativeLibrary.load();
    }

    private static NeuralNetConfiguration.Builder configuration(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).updater(updater);
    }

    private static DenseLayer.Builder dense() {
        return new DenseLayer.Builder().nIn(2).nOut(1).hasBias(false).activation(Activation.IDENTITY);
    }

    /** The weights (0.6, 0.8) after an update with the gradient g·(1, 1). */
    private static double[] updated(NeuralNetConfiguration.Builder configuration, Layer layer, double g) {
        MultiLayerNetwork net = new MultiLayerNetwork(configuration
                .list(layer, new LossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build())
                .build());
        net.init();
        net.params().assign(Nd4j.create(new double[] {0.6, 0.8}).reshape(net.params().shape()));
        // y = 1.4·x, and the gradient of (y - t)² is 2·(y - t)·x.
        double x = g == 0 ? 0 : 1;
        INDArray target = Nd4j.create(new double[][] {{1.4 * x - g / 2}});
        net.fit(Nd4j.create(new double[][] {{x, x}}), target);
        return net.params().toDoubleVector();
    }

    @Test
    void weightDecayOfTheNetworkIsAppliedTwice() {
        double[] ofNetwork = updated(configuration(new Sgd(0.1)).weightDecay(0.3), dense().build(), 0);
        double[] ofLayer = updated(configuration(new Sgd(0.1)), dense().weightDecay(0.3).build(), 0);
        assertThat(ofNetwork[0]).isCloseTo(0.6 * (1 - 2 * 0.03), within(1e-15));
        assertThat(ofLayer[0]).isCloseTo(0.6 * (1 - 0.03), within(1e-15));
    }

    @Test
    void maxNormShrinksWhatIsWithinTheLimit() {
        double[] w = updated(
                configuration(new Sgd(0.1)), dense().constrainWeights(new MaxNormConstraint(5, 0)).build(), 0);
        double once = 1 / (1 + 1e-6);
        assertThat(w[0]).isCloseTo(0.6 * once * once, within(1e-12)).isNotCloseTo(0.6 * once, within(1e-7));
    }

    @Test
    void nadamStartsWithStepsThatAreTooLong() {
        double[] w = updated(configuration(new Nadam(1e-3)), dense().build(), 1);
        assertThat((0.6 - w[0]) / 1e-3).isCloseTo(1.9 / Math.sqrt(1e-3), within(1e-4));
    }
}
