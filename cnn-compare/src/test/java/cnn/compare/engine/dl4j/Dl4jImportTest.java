package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.check.TensorCheck;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.exchange.Weights;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.nd4j.library.NativeLibrary;
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
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
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
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Networks as DL4J's users write them, trained a little and written by DL4J: what we read predicts the same, or is
 * refused.
 */
class Dl4jImportTest {
    private static final Shape INPUT = Shape.of(3, 8, 6);
    private static final int CLASSES = 4;
    private static final int BATCH = 5;
    private static final int[] TWO = {2, 2};

    private static MultiLayerNetwork row;
    private static ComputationGraph graph;

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        NativeLibrary.load();
        row = row();
        graph = graph();
        ModelSerializer.writeModel(row, made.resolve("row.zip").toFile(), true);
        ModelSerializer.writeModel(graph, made.resolve("graph.zip").toFile(), true);
    }

    /** Activations inside layers, an output layer, log₁₀ σ, the {@code Same} mode, layers without names. */
    private static MultiLayerNetwork row() {
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

    private static NetworkSpec rowSpec(int channels, LayerSpec afterFirst) {
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
    private static ComputationGraph graph() {
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

    private static NetworkSpec graphSpec() {
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

    private static INDArray x(Batch batch) {
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

    @Test
    void layersInARow() throws IOException {
        MultiLayerNetwork theirs = row;
        Batch batch = Dl4jCases.batch(rowSpec(5, new Relu()), BATCH, 2);
        Weights weights = Dl4jFile.read(rowSpec(5, new Relu()), made.resolve("row.zip"));
        // The output layer without its softmax.
        INDArray before = theirs.feedForward(x(batch), false).get(5);
        INDArray logits = before.mmul(theirs.getLayer(5).getParam("W")).addRowVector(theirs.getLayer(5).getParam("b"));
        TensorCheck check = Dl4jFileTest.check(weights, batch, Dl4jArrays.toDoubles(logits));
        // DL4J keeps log₁₀ σ. 10^(2·log₁₀ σ) is off by about 10 roundings, so y by 5 more: less than the bound of the
        // normalisation itself, so twice the bound covers both.
        assertThat(check.errorOverBound()).as(check.describe()).isLessThanOrEqualTo(2);
    }

    @Test
    void graphs() throws IOException {
        ComputationGraph theirs = graph;
        Batch batch = Dl4jCases.batch(graphSpec(), BATCH, 2);
        Weights weights = Dl4jFile.read(graphSpec(), made.resolve("graph.zip"));
        INDArray before = theirs.feedForward(x(batch), false).get("mean");
        INDArray logits = before.mmul(theirs.getLayer("out").getParam("W"))
                .addRowVector(theirs.getLayer("out").getParam("b"));
        TensorCheck check = Dl4jFileTest.check(weights, batch, Dl4jArrays.toDoubles(logits));
        assertThat(check.agrees()).as(check.describe()).isTrue();
    }

    @Test
    void anotherNetworkIsRefusedByItsLayer() throws IOException {
        Path file = made.resolve("row.zip");
        refused(rowSpec(6, new Relu()), file, "conv2d 'conv1' on input [3, 8, 6] does not fit the file's layer "
                + "'layer0' (ConvolutionLayer): nout is 5, expected 6");
        refused(rowSpec(5, new Tanh()), file, "tanh 'tanh1' on input [5, 8, 6] does not fit the file's layer 'layer0' "
                + "(ActivationLayer): activationFn is ActivationReLU, expected ActivationTanH");
        refused(rowSpec(5, new MaxPool2d(1)), file, "max_pool2d 'maxpool1' on input [5, 8, 6] does not fit the file's "
                + "layer 'layer0' (ActivationLayer): expected a SubsamplingLayer");
        refused(graphSpec(), file, "global_avg_pool2d 'globalavgpool1' on input [6, 7, 5] does not fit the file's "
                + "layer 'layer4' (ActivationLayer): expected a GlobalPoolingLayer");
        NetworkSpec shorter = NetworkSpec.builder(Shape.of(7)).add(new Dense(CLASSES)).build();
        refused(shorter, file, "the file has a layer 'layer4' (ActivationLayer) before all layers");
        Path other = made.resolve("graph.zip");
        refused(rowSpec(5, new Relu()), other, "does not fit the file's layer 'mean' (GlobalPoolingLayer)");
    }

    @Test
    void whatIsNotDl4jsIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        refused(text, "text.zip is no zip, or a damaged one");
        refused(folder.resolve("none.zip"), "no such file");
        refused(folder, "is a folder; give a zip");
        refused(changed("other.txt", "hello".getBytes(StandardCharsets.UTF_8), "configuration.json"),
                "has no entry configuration.json");
        refused(changed("configuration.json", "{".getBytes(StandardCharsets.UTF_8), ""), "is no JSON");
        refused(changed("configuration.json", "{}".getBytes(StandardCharsets.UTF_8), ""),
                "DL4J cannot make sense of its configuration.json");
        refused(changed("coefficients.bin", new byte[100], ""), "coefficients.bin is damaged");
        refused(changed("coefficients.bin", new byte[1 << 20], ""), "its entry coefficients.bin is larger than");
    }

    /** Such an object would run code of the file's choice when it is read; here it never is. */
    @Test
    void javaObjectsAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject("harmless");
        }
        refused(changed("preprocessor.bin", bytes.toByteArray(), ""), "preprocessor.bin is a serialised Java object");
        refused(changed("objects/mine", bytes.toByteArray(), ""), "zip -d FILE 'objects/mine'");
    }

    @Test
    void classesOfOthersAreRefused() throws IOException {
        Path file = made.resolve("row.zip");
        String json = ModelSerializer.restoreMultiLayerNetwork(file.toFile()).getLayerWiseConfigurations().toJson();
        String evil = json.replaceFirst("org.deeplearning4j.nn.conf.layers.SubsamplingLayer", "com.example.Evil");
        refused(changed("configuration.json", evil.getBytes(StandardCharsets.UTF_8), ""),
                "its configuration needs the class com.example.Evil, which is not DL4J's own");
        String hidden = json.replaceFirst("\"@class\" : \"org.deeplearning4j.nn.conf.layers.SubsamplingLayer\"",
                "\"\\\\u0040class\" : \"com.example.Evil\"");
        assertThat(hidden).isNotEqualTo(json);
        refused(changed("configuration.json", hidden.getBytes(StandardCharsets.UTF_8), ""), "com.example.Evil");
    }

    @Test
    void aClassifierGivesProbabilities() throws IOException {
        Weights weights = Dl4jFileTest.weights(rowSpec(5, new Relu()));
        Path file = folder.resolve("classifier.zip");
        Dl4jFile.write(weights, new SoftmaxCrossEntropy(), Precision.FLOAT32, file);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        assertThat(restored.params().dataType()).isEqualTo(DataType.FLOAT);
        INDArray y = restored.output(x(Dl4jCases.batch(weights.network(), BATCH, 2)).castTo(DataType.FLOAT));
        // A sum of four probabilities in float32, each a few roundings off.
        assertThat(y.sum(1).sub(1).maxNumber().doubleValue()).isLessThan(16 * Precision.FLOAT32.unitRoundoff());
        Weights back = Dl4jFile.read(weights.network(), file);
        assertThat(back.parameters()).isEqualTo(rounded(weights.parameters()));
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    private static void refused(Path file, String why) {
        refused(rowSpec(5, new Relu()), file, why);
    }

    private static void refused(NetworkSpec network, Path file, String why) {
        assertThatThrownBy(() -> Dl4jFile.read(network, file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    /** What DL4J writes, with an entry added or replaced, and one left out. */
    private Path changed(String entry, byte[] content, String without) throws IOException {
        Path original = made.resolve("row.zip");
        Path file = folder.resolve("changed.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(original));
                OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry next = in.getNextEntry(); next != null; next = in.getNextEntry()) {
                if (!next.getName().equals(entry) && !next.getName().equals(without)) {
                    out.putNextEntry(new ZipEntry(next.getName()));
                    in.transferTo(out);
                }
            }
            out.putNextEntry(new ZipEntry(entry));
            out.write(content);
        }
        return file;
    }
}
