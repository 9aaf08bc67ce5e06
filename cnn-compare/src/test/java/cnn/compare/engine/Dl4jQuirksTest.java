package cnn.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.nd4j.NativeLibrary;
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
