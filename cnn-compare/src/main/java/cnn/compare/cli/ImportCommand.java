package cnn.compare.cli;

import cnn.compare.engine.dl4j.Dl4jFile;
import cnn.config.ModelDescription;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.error.BadInputException;
import cnn.exchange.Weights;
import cnn.metrics.Probabilities;
import cnn.model.TrainedModel;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn import FILE.zip --config CONFIG --out MODEL}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Makes a model of a configuration's network with weights that DL4J's ModelSerializer wrote.")
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A zip that DL4J's ModelSerializer wrote.")
    private Path file;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "CONFIG",
            description = "What network it is: a YAML file, or the folder of a model with the same network.")
    private Path config;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the model is to be; a new folder.")
    private Path out;

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new BadInputException("there is something at " + out + " already; give another name with --out");
        }
        ModelDescription description = Files.isDirectory(config)
                ? TrainedModel.read(config).description()
                : description(RunDocument.read(config));
        Weights weights = Dl4jFile.read(description.network(), file);
        weights.model(description).write(out);
        PrintWriter console = spec.commandLine().getOut();
        console.printf("wrote the model %s: %,d parameters from %s%n", out, weights.parameters().length, file);
        console.flush();
        return 0;
    }

    /** Pictures are normalised as the configuration's dataset is: the zip does not say how DL4J's were. */
    private static ModelDescription description(RunDocument document) {
        RunConfig run = document.config();
        Dataset dataset = Datasets.of(run.dataset());
        return new ModelDescription(
                run.network(),
                dataset.train().classes(),
                dataset.normalization(),
                Probabilities.of(run.training().loss()),
                Optional.of(document));
    }
}
