package cnn.model;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.config.Fit;
import cnn.config.ModelDescription;
import cnn.config.PhotosSpec;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.data.Batch;
import cnn.datasets.picture.PictureFile;
import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import cnn.metrics.Answers;
import cnn.metrics.Probabilities;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.tensor.Shape;
import cnn.training.Evaluator;
import cnn.training.TestAugmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A trained network that says what is on pictures. Built for inference: it keeps no gradients. Used by one thread. */
public final class Classifier implements AutoCloseable {
    private static final int BATCH = 32;

    private final ModelDescription description;
    private final Backend backend;
    private final Network network;
    private final LossSpec loss;
    private final float[][] tables;
    private final float[] x;
    private final Function<Batch, double[]> answers;

    /**
     * @param backend is closed with the classifier
     * @param maxBatch how many pictures are looked at together, at most
     */
    public Classifier(TrainedModel model, Backend backend, int maxBatch) {
        this.description = model.description();
        this.backend = backend;
        this.loss = loss(description);
        this.network = Network.build(description.network(), backend, BuildOptions.inference(maxBatch));
        this.tables = description.normalization().tables();
        this.x = new float[description.network().input().withBatch(maxBatch).size()];
        this.answers = views().over(Evaluator.answers(network));
        model.restore(network);
    }

    /**
     * Loads a model on the backend that it was trained on.
     *
     * @param folder what {@code cnn train --out} has made, or one of the checkpoints in it
     * @throws BadInputException if there is no model, or it is damaged
     */
    public static Classifier load(Path folder) {
        return load(folder, Optional.empty());
    }

    /** @param backend empty: the one that it was trained on, if that is on the class path */
    public static Classifier load(Path folder, Optional<String> backend) {
        TrainedModel model = TrainedModel.read(folder);
        return new Classifier(model, backend(model.description(), backend), BATCH);
    }

    private static Backend backend(ModelDescription description, Optional<String> wanted) {
        Optional<RunConfig> run = description.run().map(RunDocument::config);
        String name = wanted.or(() -> run.map(RunConfig::backend).filter(Backends.names()::contains))
                .or(() -> Backends.names().stream().findFirst())
                .orElseThrow(() -> new BadInputException("there is no backend on the class path; add cnn-scratch"));
        return Backends.named(name, run.map(config -> config.optionsOf(name)).orElse(BackendOptions.DEFAULT));
    }

    public ModelDescription description() {
        return description;
    }

    /** The network itself, built for inference. */
    public Network network() {
        return network;
    }

    /** What becomes of a picture of another ratio: what became of the photos that it was trained on. */
    public Fit fit() {
        return description
                .run()
                .flatMap(run -> run.config().dataset().photos())
                .map(PhotosSpec::fit)
                .orElse(Fit.STRETCH);
    }

    /** The loss that it was trained by, or else one that belongs to its outputs. */
    public LossSpec loss() {
        return loss;
    }

    /** In which views it was judged when it was trained. */
    public TestAugmentation views() {
        return description.views();
    }

    private static LossSpec loss(ModelDescription description) {
        return description
                .run()
                .map(run -> run.config().training().loss())
                .orElseGet(() -> description.probabilities().usualLoss());
    }

    /** @throws BadInputException if the picture cannot be read; names it */
    public Classification classify(Path picture) {
        try {
            return classify(List.of(PictureFile.read(picture, description.network().input(), fit())))
                    .get(0);
        } catch (IOException e) {
            throw new BadInputException("cannot read picture " + picture + ": " + e.getMessage(), e);
        }
    }

    /** @param pictures any number, each unsigned bytes {@code [C, H, W]} of the network's input, row-major */
    public List<Classification> classify(List<byte[]> pictures) {
        List<Classification> answers = new ArrayList<>();
        int batch = network.options().maxBatch();
        for (int from = 0; from < pictures.size(); from += batch) {
            answers.addAll(batch(pictures.subList(from, Math.min(pictures.size(), from + batch))));
        }
        return answers;
    }

    private List<Classification> batch(List<byte[]> pictures) {
        Shape shape = description.network().input();
        for (int n = 0; n < pictures.size(); n++) {
            normalize(pictures.get(n), shape, n * shape.size());
        }
        double[] y = answers.apply(new Batch(shape.withBatch(pictures.size()), x, new int[pictures.size()]));
        int k = description.network().output().size();
        Probabilities probabilities = description.probabilities();
        List<Classification> answers = new ArrayList<>();
        for (int n = 0; n < pictures.size(); n++) {
            double[] outputs = Answers.perClass(loss, Arrays.copyOfRange(y, n * k, (n + 1) * k));
            double[] scores = probabilities.of(outputs);
            answers.add(Classification.of(description.classes(), scores, probabilities != Probabilities.NONE));
        }
        return answers;
    }

    private void normalize(byte[] picture, Shape shape, int to) {
        if (picture.length != shape.size()) {
            throw new BadInputException("expected a picture %s of %d bytes, got %d"
                    .formatted(shape, shape.size(), picture.length));
        }
        int plane = shape.size() / tables.length;
        for (int i = 0; i < picture.length; i++) {
            x[to + i] = tables[i / plane][picture[i] & 0xFF];
        }
    }

    @Override
    public void close() {
        network.close();
        backend.close();
    }
}
