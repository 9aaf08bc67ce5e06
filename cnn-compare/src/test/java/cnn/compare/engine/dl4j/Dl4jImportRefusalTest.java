package cnn.compare.engine.dl4j;

import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.CLASSES;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.graph;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.graphSpec;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.row;
import static cnn.compare.engine.dl4j.Dl4jUsersNetworks.rowSpec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.nd4j.library.NativeLibrary;
import cnn.spec.Dense;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Tanh;
import cnn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of DL4J's that are not what they should be, and such as could harm. */
class Dl4jImportRefusalTest {
    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() throws IOException {
        NativeLibrary.load();
        ModelSerializer.writeModel(row(), made.resolve("row.zip").toFile(), true);
        ModelSerializer.writeModel(graph(), made.resolve("graph.zip").toFile(), true);
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
