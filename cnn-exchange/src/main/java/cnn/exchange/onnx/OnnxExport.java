package cnn.exchange.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import cnn.error.BadInputException;
import cnn.exchange.Weights;
import cnn.model.storage.Storage;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a network as an ONNX file: its inference graph with its parameters and state inside. The graph has one input
 * {@code x [N, C, H, W]} (or {@code [N, F]}) and one output {@code y [N, …]}, what the network's last layer gives (for
 * a classifier its logits); N is open. Values in between are called after the layers that give them, {@code conv1.y},
 * and weights as everywhere, {@code conv1.w}. What becomes of each layer is said in docs/exchange.md.
 *
 * <p>Source: the ONNX specification, github.com/onnx/onnx, docs/IR.md and docs/Operators.md.
 */
public final class OnnxExport {
    /** The version of the operators' definitions: each of them means what it meant in this one (ONNX 1.12). */
    public static final int OPSET = 17;

    /** The version of the file format that came with {@link #OPSET}. */
    public static final int IR_VERSION = 8;

    private OnnxExport() {}

    /** In float32, with no notes. */
    public static void write(NetworkSpec network, double[] parameters, double[] state, Path file) {
        write(new Weights(network, parameters, state), Precision.FLOAT32, Map.of(), file);
    }

    /**
     * @param precision of input, weights and output; every runtime has float32, few have all operators in float64
     * @param notes goes into the file as metadata, for whoever uses it
     * @throws BadInputException if a number does not fit the precision, the file would be larger than ONNX allows, or
     *     it cannot be written; an older file of that name is then as it was
     */
    public static void write(Weights weights, Precision precision, Map<String, String> notes, Path file) {
        ModelProto model = model(weights, precision, notes);
        Storage.replace(file, channel -> model.writeTo(Channels.newOutputStream(channel)));
    }

    static ModelProto model(Weights weights, Precision precision, Map<String, String> notes) {
        requireFits(weights, precision);
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("cnn")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
        notes.forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
        return model.setGraph(OnnxNetwork.graph(weights, precision)).build();
    }

    /** A protobuf message is at most 2 GiB long; the graph around the weights takes a fraction of a megabyte. */
    private static void requireFits(Weights weights, Precision precision) {
        long bytes = ((long) weights.parameters().length + weights.state().length) * precision.bytes();
        if (bytes > Integer.MAX_VALUE - (64L << 20)) {
            throw new BadInputException("the weights take %d MB in %s, but an ONNX file holds at most 2048 MB"
                    .formatted(bytes >> 20, precision));
        }
    }
}
