package cnn.compare.cli;

import cnn.compare.run.PhotoChoice;
import cnn.config.BrokenPhotos;
import cnn.config.DatasetSpec;
import cnn.config.Fit;
import cnn.config.ModelDescription;
import cnn.config.PhotosSpec;
import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.datasets.Subset;
import cnn.datasets.photos.LabelledPhotos;
import cnn.datasets.photos.PhotoSource;
import cnn.datasets.picture.PictureFile;
import cnn.datasets.picture.PictureFolder;
import cnn.error.BadInputException;
import cnn.metrics.Evaluation;
import cnn.model.Classifier;
import cnn.tensor.Shape;
import cnn.training.Evaluator;
import cnn.training.TestAugmentation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cnn evaluate MODEL [--data NAME|PATH] [--json]}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Says how well a model answers to labelled pictures.")
final class EvaluateCommand implements Callable<Integer> {
    /** Which samples of a dataset. */
    enum Part {
        TEST,
        TRAIN,
        VALIDATION
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A folder that 'cnn train --out' has made.")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            description = "A dataset, or a folder or archive of photos (one folder a class, parts, Kaggle, PetImages,"
                    + " CIFAR-10); by default the test images that the model was trained beside.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--part",
            description = "${COMPLETION-CANDIDATES} (default: test; of photos that lie in no parts: all).")
    private Optional<Part> part = Optional.empty();

    @Option(
            names = "--broken",
            paramLabel = "skip|fail",
            description = "Photos that cannot be read: leave them out and say so (default), or end.")
    private Optional<BrokenPhotos> broken = Optional.empty();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most N images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--backend", paramLabel = "NAME", description = "Instead of the one it was trained on.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--test-augmentation",
            paramLabel = "none|flip",
            description = "In which views it is asked, instead of those that it was judged by in training.")
    private Optional<String> views = Optional.empty();

    @Option(names = "--json", description = "As JSON, for other programs.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit.isPresent() && limit.get() < 1) {
            throw new BadInputException("--limit must be at least 1, got " + limit.get());
        }
        Optional<TestAugmentation> chosen = views.map(TestAugmentation::named);
        try (Classifier classifier = Classifier.load(model, backend)) {
            chosen.ifPresent(one -> one.requireFits(classifier.description().network().input()));
            SampleSource samples = limited(samples(classifier.description()));
            Evaluation evaluation = Evaluator.evaluate(
                    classifier.network(),
                    classifier.loss(),
                    chosen.orElseGet(classifier::views),
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
        if (data.isPresent() && (data.get().indexOf('/') >= 0 || Files.exists(Path.of(data.get())))) {
            return photos(Path.of(data.get()), description);
        }
        Optional<DatasetSpec> own = description.run().map(run -> run.config().dataset());
        String name = data.or(() -> own.map(DatasetSpec::name)).orElseThrow(() -> new BadInputException(
                "the model does not say what it was trained on; give a dataset or a folder with --data"));
        // The very images that the training was judged by; of another dataset, all.
        Dataset dataset = data.isEmpty() ? own(own.orElseThrow()) : Datasets.named(name);
        requireSame(description.normalization(), dataset.normalization(), name);
        SampleSource samples = part(dataset);
        Shape input = description.network().input();
        if (!samples.shape().equals(input) || !samples.classes().equals(description.classes())) {
            String message = "the model takes %s and knows %s, but dataset '%s' has images %s of %s; give another one";
            throw new BadInputException(
                    message.formatted(input, description.classes(), name, samples.shape(), samples.classes()));
        }
        return samples;
    }

    private Dataset own(DatasetSpec spec) {
        DatasetSpec chosen = new PhotoChoice(Optional.empty(), Optional.empty(), broken, cache.choice()).applyTo(spec);
        Dataset dataset = Datasets.of(chosen);
        dataset.notes().forEach(this::note);
        return dataset.limited(chosen.train(), chosen.validation(), chosen.test());
    }

    private static void requireSame(Normalization model, Normalization dataset, String name) {
        if (!model.equals(dataset)) {
            throw new BadInputException("dataset '" + name + "' is normalised in another way than the model's pictures;"
                    + " give its pictures as a folder with --data");
        }
    }

    private SampleSource part(Dataset dataset) {
        return switch (part.orElse(Part.TEST)) {
            case TEST -> dataset.test();
            case TRAIN -> dataset.train();
            case VALIDATION ->
                dataset.validation().orElseThrow(() -> new BadInputException(
                        "dataset '" + dataset.name() + "' has no validation part; ask for test or train"));
        };
    }

    private SampleSource photos(Path path, ModelDescription description) {
        if (!Files.exists(path)) {
            throw new BadInputException("there is no folder " + path
                    + "; give a folder, an archive or one of the datasets " + Datasets.names() + " with --data");
        }
        Shape input = description.network().input();
        PictureFile.requireFits(input);
        // As the training had them, if it had photos.
        PhotosSpec how = description
                .run()
                .flatMap(run -> run.config().dataset().photos())
                .orElseGet(() -> new PhotosSpec(input.dim(1), input.dim(2)))
                .withLayout(Optional.empty())
                .withClasses(description.classes())
                .withBroken(broken.orElse(BrokenPhotos.SKIP))
                .withCache(cache.orUsual());
        if (part.isEmpty() && Files.isDirectory(path) && isPlain(path, how)) {
            return folder(path, description);
        }
        LabelledPhotos read = LabelledPhotos.read(
                path,
                how,
                input,
                description.normalization(),
                part.map(one -> cnn.datasets.photos.Part.valueOf(one.name())));
        read.broken().forEach(one -> complain(one.photo().file().path(), one.why()));
        return read.samples();
    }

    /** A folder of some of the model's classes, read at once into memory; of all of them it is a set like any other. */
    private static boolean isPlain(Path path, PhotosSpec how) {
        List<String> classes = how.classes().stream()
                .filter(name -> Files.isDirectory(path.resolve(name)))
                .toList();
        boolean some = !classes.isEmpty() && classes.size() < how.classes().size();
        return some && how.fit() == Fit.STRETCH || !PhotoSource.fits(path);
    }

    private SampleSource folder(Path folder, ModelDescription description) {
        PictureFolder read = PictureFolder.read(
                folder, description.classes(), description.network().input(), description.normalization());
        read.unreadable().forEach((path, why) -> complain(path.toString(), why));
        return read.samples();
    }

    private void complain(String picture, String why) {
        if (broken.equals(Optional.of(BrokenPhotos.FAIL))) {
            throw new BadInputException("cannot read picture %s: %s; mend or remove it, or leave such pictures out with"
                    .formatted(picture, why) + " --broken skip");
        }
        note("cannot read picture " + picture + ": " + why);
    }

    private void note(String line) {
        spec.commandLine().getErr().println("cnn: " + line);
    }

    private record Document(String model, double accuracy, List<String> classes, Evaluation evaluation) {}

    private String json(Evaluation evaluation, SampleSource samples) {
        Document document = new Document(model.toString(), evaluation.accuracy(), samples.classes(), evaluation);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }
}
