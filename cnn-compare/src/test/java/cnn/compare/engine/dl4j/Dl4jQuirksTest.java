package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.nd4j.library.NativeLibrary;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** What docs/findings.md says of DL4J and the engine goes round: should a version of DL4J do otherwise, this tells. */
class Dl4jQuirksTest {
    @BeforeAll
    static void load() {
        NativeLibrary.load();
    }

    /** An activation in one branch of a sum, whose branches read the input, or what a vertex before gives. */
    private static INDArray sumOfReluAndInput(boolean vertexBefore, INDArray x) {
        String shared = vertexBefore ? "twice" : "x";
        var graph = new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).graphBuilder().addInputs("x");
        if (vertexBefore) {
            graph.addVertex("twice", new ScaleVertex(2), "x");
        }
        graph.addLayer("relu", new ActivationLayer(Activation.RELU), shared)
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu", shared)
                .addLayer("loss", new LossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build(), "sum")
                .setOutputs("loss");
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        return net.outputSingle(false, x);
    }

    @Test
    void inInferenceAnActivationOverwritesTheGraphsInput() {
        INDArray x = Nd4j.create(new double[][] {{-1, 2}});
        assertThat(sumOfReluAndInput(false, x).toDoubleVector()).containsExactly(0, 4);
        assertThat(x.toDoubleVector()).containsExactly(0, 2);
    }

    @Test
    void butNotWhatOtherVerticesGive() {
        INDArray x = Nd4j.create(new double[][] {{-1, 2}});
        assertThat(sumOfReluAndInput(true, x).toDoubleVector()).containsExactly(-2, 8);
    }

    private static double[] y(IActivation function, double... x) {
        return function.getActivation(row(x), true).toDoubleVector();
    }

    /** For dy of ones. */
    private static double[] slope(IActivation function, double... x) {
        return function.backprop(row(x), row(x).assign(1)).getFirst().toDoubleVector();
    }

    private static INDArray row(double... x) {
        return Nd4j.create(new double[][] {x});
    }

    @Test
    void leakyReluGoesBackWithASlopeOfFloatAndWithOneAtZero() {
        assertThat(slope(new ActivationLReLU(0.2), -1, 0)).containsExactly(0.2f, 1);
    }

    @Test
    void eluGoesBackWithAlphaOne() {
        assertThat(slope(new ActivationELU(0.4), -1)[0]).isCloseTo(Math.exp(-1), within(1e-15));
    }

    @Test
    void geluCubesItsConstantToo() {
        double cube = Math.pow(0.044715 * 2, 3);
        assertThat(y(new ActivationGELU(true), 2)[0])
                .isCloseTo(1 + Math.tanh(Math.sqrt(2 / Math.PI) * (2 + cube)), within(1e-14));
    }

    @Test
    void softplusOverflowsAndSwishHasNoSlopeThere() {
        assertThat(y(new ActivationSoftPlus(), 1000)).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(slope(new ActivationSoftPlus(), 1000)).containsExactly(Double.NaN);
        assertThat(slope(new ActivationSwish(), 1000)).containsExactly(Double.NaN);
    }

    @Test
    void oursDoNot() {
        assertThat(slope(new Dl4jActivations.LeakyRelu(0.2), -1, 0, 1)).containsExactly(0.2, 0.2, 1);
        assertThat(slope(new Dl4jActivations.Elu(0.4), 0, 1)).containsExactly(0.4, 1);
        assertThat(y(new Dl4jActivations.Elu(0.4), -1000, 0, 1000)).containsExactly(-0.4, 0, 1000);
        assertThat(y(new Dl4jActivations.Softplus(), -1000, 1000)).containsExactly(0, 1000);
        assertThat(slope(new Dl4jActivations.Softplus(), -1000, 0, 1000)).containsExactly(0, 0.5, 1);
        assertThat(slope(new Dl4jActivations.Silu(), 1000)).containsExactly(1);
    }

    @Test
    void batchNormalizationNeverAppliesItsActivation() {
        ComputationGraph net = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("x")
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder().nIn(2).nOut(2).activation(Activation.RELU).build(),
                        "x")
                .addLayer("loss", new LossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build(), "norm")
                .setOutputs("loss")
                .build());
        net.init();
        assertThat(net.outputSingle(false, Nd4j.create(new double[][] {{-3, 2}})).getDouble(0)).isNegative();
    }
}
