package cnn.compare.cli;

import cnn.compare.engine.dl4j.Dl4jFile;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.exchange.onnx.OnnxExport;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.training.TestAugmentation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn export MODEL --onnx FILE | --dl4j FILE}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a network with its weights for other programs: as ONNX, or for DL4J's ModelSerializer.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A trained model's folder; or a YAML file such as experiments/quickstart.yaml,"
                    + " then with its initial weights.")
    private Path model;

    @Option(names = "--onnx", paramLabel = "FILE", description = "Writes ONNX (opset " + OnnxExport.OPSET + ") there.")
    private Optional<Path> onnx = Optional.empty();

    @Option(names = "--dl4j", paramLabel = "FILE", description = "Writes a zip for DL4J's ModelSerializer there.")
    private Optional<Path> dl4j = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "float32",
            description = "float32 or float64 (default: ${DEFAULT-VALUE}).")
    private String precision;

    @Override
    public Integer call() {
        if (onnx.isEmpty() && dl4j.isEmpty()) {
            throw new BadInputException("say what to write: add --onnx FILE or --dl4j FILE, or both");
        }
        Precision wanted = precision(precision);
        ModelSource source = ModelSource.read(model);
        if (!source.trained()) {
            say("%s is a configuration: its weights are the initial ones".formatted(model));
        }
        if (source.views() != TestAugmentation.NONE) {
            say("%s answers by the mean of several views (test_augmentation: %s); a file answers about one: ask it about each"
                    .formatted(model, source.views().text()));
        }
        onnx.ifPresent(file -> {
            OnnxExport.write(source.weights(), wanted, source.notes(), file);
            said(file, "ONNX, opset " + OnnxExport.OPSET, source.weights().network(), wanted);
        });
        dl4j.ifPresent(file -> {
            Dl4jFile.write(source.weights(), source.loss(), wanted, file);
            said(file, "a zip for DL4J's ModelSerializer", source.weights().network(), wanted);
        });
        return 0;
    }

    private static Precision precision(String name) {
        List<String> names =
                Arrays.stream(Precision.values()).map(Precision::toString).toList();
        if (!names.contains(name)) {
            throw new BadInputException("unknown precision '" + name + "' " + Suggestion.among(name, names));
        }
        return Precision.values()[names.indexOf(name)];
    }

    private void said(Path file, String format, NetworkSpec network, Precision wanted) {
        say("wrote %s: %s, %s, %,d parameters, x [N, %s to y [N, %s".formatted(
                file,
                format,
                wanted,
                network.parameterCount(),
                network.input().toString().substring(1),
                network.output().toString().substring(1)));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
