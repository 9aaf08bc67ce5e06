package cnn.compare.engine.dl4j;

import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.BATCH;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.graph;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.graphSpec;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.row;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.rowSpec;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.x;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.TensorCheck;
import cnn.data.Batch;
import cnn.exchange.Weights;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.nd4j.library.NativeLibrary;
import cnn.spec.Relu;
import cnn.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks as DL4J's users write them, trained a little and written by DL4J: what we read predicts the same. */
class Dl4jImportTest {
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
}
