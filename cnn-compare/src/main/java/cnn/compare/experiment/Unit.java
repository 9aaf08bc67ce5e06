package cnn.compare.experiment;

import cnn.config.RunConfig;
import cnn.config.RunDocument;
import java.nio.file.Path;

/**
 * One training of a run of experiments: a file on a backend with a seed.
 *
 * @param document the file's, with backend, seed and, in a quick run, fewer epochs and samples
 * @param config what the document says
 * @param trainingSamples how many are learnt from in an epoch
 * @param folder where it is kept: a model's folder with more besides
 */
record Unit(
        ExperimentFile file,
        String backend,
        long seed,
        boolean quick,
        RunDocument document,
        RunConfig config,
        int trainingSamples,
        Path folder) {
    /** The YAML that decides what it computes; stands in its folder from the start. */
    static final String RECIPE = "run.yaml";

    /** What came out; stands in its folder in the end. */
    static final String RESULT = "result.json";

    /** Every update and epoch. */
    static final String LOG = "log.jsonl";

    /** For people. */
    String label() {
        return "%s on %s, seed %d".formatted(file.name(), backend, seed);
    }

    /** Images that are learnt from until the end. */
    long images() {
        return (long) config.training().epochs() * trainingSamples;
    }

    double work() {
        return images() * Work.ofImage(config.network());
    }
}
