package cnn.compare.cli;

import cnn.config.DatasetSpec;
import cnn.config.ModelDescription;
import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.datasets.Subset;
import cnn.datasets.picture.PictureFolder;
import cnn.error.BadInputException;
import cnn.metrics.Evaluation;
import cnn.model.Classifier;
import cnn.tensor.Shape;
import cnn.training.Evaluator;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cnn evaluate MODEL [--data NAME|FOLDER] [--json]}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Says how well a model answers to labelled pictures.")
final class EvaluateCommand implements Callable<Integer> {
    /** Which samples of a dataset. */
    enum Part {
        TEST,
        TRAIN
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A folder that 'cnn train --out' has made.")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "NAME|FOLDER",
            description = "A dataset, or a folder that has a folder of pictures for each class;"
                    + " by default the test images that the model was trained beside.")
    private Optional<String> data = Optional.empty();

    @Option(names = "--part", description = "Of a dataset: ${COMPLETION-CANDIDATES} (default: test).")
    private Optional<Part> part = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most N images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--backend", paramLabel = "NAME", description = "Instead of the one it was trained on.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--json", description = "As JSON, for other programs.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit.isPresent() && limit.get() < 1) {
            throw new BadInputException("--limit must be at least 1, got " + limit.get());
        }
        try (Classifier classifier = Classifier.load(model, backend)) {
            SampleSource samples = limited(samples(classifier.description()));
            Evaluation evaluation = Evaluator.evaluate(
                    classifier.network(),
                    classifier.loss(),
                    new Batches(samples, classifier.network().options().maxBatch()));
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? json(evaluation, samples) : EvaluationTable.of(evaluation, samples.classes()));
            out.flush();
        }
        return 0;
    }

    private SampleSource limited(SampleSource samples) {
        return limit.filter(most -> most < samples.size())
                .<SampleSource>map(most -> Subset.balanced(samples, most))
                .orElse(samples);
    }

    private SampleSource samples(ModelDescription description) {
        if (data.isPresent() && (data.get().indexOf('/') >= 0 || Files.isDirectory(Path.of(data.get())))) {
            return folder(Path.of(data.get()), description);
        }
        Optional<DatasetSpec> own = description.run().map(run -> run.config().dataset());
        String name = data.or(() -> own.map(DatasetSpec::name)).orElseThrow(() -> new BadInputException(
                "the model does not say what it was trained on; give a dataset or a folder with --data"));
        Dataset whole = Datasets.named(name);
        // The very images that the training was judged by; of another dataset, all.
        Dataset dataset = data.isEmpty()
                ? whole.limited(own.orElseThrow().train(), own.orElseThrow().test())
                : whole;
        requireSame(description.normalization(), dataset.normalization(), name);
        SampleSource samples = part.orElse(Part.TEST) == Part.TEST ? dataset.test() : dataset.train();
        Shape input = description.network().input();
        if (!samples.shape().equals(input) || !samples.classes().equals(description.classes())) {
            String message = "the model takes %s and knows %s, but dataset '%s' has images %s of %s; give another one";
            throw new BadInputException(
                    message.formatted(input, description.classes(), name, samples.shape(), samples.classes()));
        }
        return samples;
    }

    private static void requireSame(Normalization model, Normalization dataset, String name) {
        if (!model.equals(dataset)) {
            throw new BadInputException("dataset '" + name + "' is normalised in another way than the model's pictures;"
                    + " give its pictures as a folder with --data");
        }
    }

    private SampleSource folder(Path folder, ModelDescription description) {
        if (part.isPresent()) {
            throw new BadInputException("--part is about a dataset; leave it out for a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("there is no folder " + folder + "; give a folder or one of the datasets "
                    + Datasets.names() + " with --data");
        }
        PictureFolder read = PictureFolder.read(
                folder, description.classes(), description.network().input(), description.normalization());
        read.unreadable().forEach((path, why) ->
                spec.commandLine().getErr().println("cnn: cannot read picture " + path + ": " + why));
        return read.samples();
    }

    private record Document(String model, double accuracy, List<String> classes, Evaluation evaluation) {}

    private String json(Evaluation evaluation, SampleSource samples) {
        Document document = new Document(model.toString(), evaluation.accuracy(), samples.classes(), evaluation);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }
}
