package cnn.compare.engine.dl4j;

import cnn.data.Batch;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks as DL4J's users write them, trained a little by DL4J, and the same in our words. */
final class Dl4jUsersNetworks {
    private static final Shape INPUT = Shape.of(3, 8, 6);
    static final int CLASSES = 4;
    static final int BATCH = 5;
    private static final int[] TWO = {2, 2};

    private Dl4jUsersNetworks() {}

    /** Activations inside layers, an output layer, log₁₀ σ, the {@code Same} mode, layers without names. */
    static MultiLayerNetwork row() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Nesterovs(0.1, 0.9))
                .l2(1e-3)
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(5).activation(Activation.RELU).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, TWO, TWO).build())
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(6).hasBias(false).activation(Activation.TANH).build())
                .layer(new DenseLayer.Builder().nOut(7).activation(Activation.RELU).dropOut(0.8).build())
                .layer(output())
                .setInputType(InputType.convolutional(8, 6, 3))
                .build());
        network.init();
        network.fit(x(Dl4jCases.batch(rowSpec(5, new Relu()), BATCH, 1)), targets());
        return network;
    }

    /** @param afterFirst stands behind the first convolution, where {@link #row()} has a ReLU */
    static NetworkSpec rowSpec(int channels, LayerSpec afterFirst) {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        return NetworkSpec.builder(INPUT)
                .add(new Conv2d(channels, same))
                .add(afterFirst)
                .add(new BatchNorm2d())
                .add(new MaxPool2d(2))
                .add(new Conv2d(6, Window2d.of(2).withPadding(Padding.of(0, 1, 0, 1)), false))
                .add(new Tanh())
                .add(new Flatten())
                .add(new Dense(7))
                .add(new Relu())
                .add(new Dense(CLASSES))
                .build();
    }

    /** A block whose sum names the shortcut first. */
    static ComputationGraph graph() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(4)
                .dataType(DataType.DOUBLE)
                .updater(new Nesterovs(0.1, 0.9))
                .graphBuilder()
                .addInputs("pictures")
                .addLayer("stem", conv(2, 4, Activation.TANH), "pictures")
                .addLayer("side", conv(1, 6, Activation.IDENTITY), "stem")
                .addLayer("a", conv(1, 3, Activation.RELU), "stem")
                .addLayer("b", conv(1, 6, Activation.IDENTITY), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "side", "b")
                .addLayer("norm", new BatchNormalization.Builder().useLogStd(false).build(), "sum")
                .addLayer("mean", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "norm")
                .addLayer("out", output(), "mean")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(8, 6, 3))
                .build());
        network.init();
        INDArray[] x = {x(Dl4jCases.batch(NetworkSpec.builder(INPUT).add(new Flatten()).build(), BATCH, 1))};
        INDArray[] targets = {targets()};
        network.fit(x, targets);
        return network;
    }

    static NetworkSpec graphSpec() {
        return NetworkSpec.builder(INPUT)
                .add(new Conv2d(4, Window2d.of(2)))
                .add(new Tanh())
                .add(Residual.of(
                        List.of(new Conv2d(3, Window2d.of(1)), new Relu(), new Conv2d(6, Window2d.of(1))),
                        List.of(new Conv2d(6, Window2d.of(1)))))
                .add(new BatchNorm2d())
                .add(new GlobalAvgPool2d())
                .add(new Dense(CLASSES))
                .build();
    }

    private static ConvolutionLayer conv(int kernel, int channels, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(channels).activation(activation).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static INDArray x(Batch batch) {
        long[] extents = Arrays.stream(batch.shape().toArray()).asLongStream().toArray();
        return Nd4j.create(batch.x(), extents).castTo(DataType.DOUBLE);
    }

    private static INDArray targets() {
        INDArray targets = Nd4j.zeros(DataType.DOUBLE, BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            targets.putScalar(i, i % CLASSES, 1);
        }
        return targets;
    }
}
