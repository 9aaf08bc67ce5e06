package cnn.compare.experiment;

import cnn.config.Published;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of one training of an experiment: everything that a report needs.
 *
 * @param format of the file that holds it
 * @param group of the experiment file
 * @param experiment the file's name
 * @param quick whether it is the short form, whose figures mean nothing
 * @param recipe a digest of all that decides what is computed, but for seed and backend
 * @param problem why the training has diverged; empty if it has not
 * @param test empty if the training has diverged
 * @param gradients of the weights, in the network's order
 */
public record UnitResult(
        int format,
        String group,
        String experiment,
        String title,
        String backend,
        long seed,
        boolean quick,
        String recipe,
        Optional<String> problem,
        Architecture architecture,
        Samples samples,
        List<Epoch> epochs,
        Optional<Test> test,
        List<LayerGradient> gradients,
        List<Published> published,
        Surroundings surroundings) {
    public UnitResult {
        epochs = List.copyOf(epochs);
        gradients = List.copyOf(gradients);
        published = List.copyOf(published);
    }

    /**
     * @param multiplyAdds of one picture's forward pass
     * @param summary the layers as a table
     */
    public record Architecture(String input, int parameters, long multiplyAdds, String summary) {}

    /**
     * @param train pictures that were learnt from
     * @param validation pictures that were kept out
     * @param batch pictures an update
     * @param notes what is worth knowing of them, a line each: what was left out, for example
     */
    public record Samples(
            String dataset, List<String> classes, int train, int validation, int test, int batch, List<String> notes) {
        public Samples {
            classes = List.copyOf(classes);
            notes = List.copyOf(notes);
        }
    }

    /**
     * @param loss mean of the batches' losses, each before its update
     * @param learningRate of the last update
     * @param seconds for updates, without validation; empty if the epoch was nearly all trained by a process before
     */
    public record Epoch(
            int number,
            double loss,
            OptionalDouble validationLoss,
            OptionalDouble validationAccuracy,
            double learningRate,
            OptionalDouble imagesPerSecond,
            OptionalDouble seconds) {}

    /**
     * @param low and {@code high}: Wilson's 95% interval of the accuracy
     * @param confusion row: what it is; column: what it was taken for
     * @param labels the true class of each test picture, in the dataset's order
     * @param predicted each one's answer
     * @param confidence each answer's probability; empty if outputs are none
     */
    public record Test(
            double loss,
            int correct,
            int size,
            double accuracy,
            double low,
            double high,
            List<List<Integer>> confusion,
            OptionalDouble calibrationError,
            OptionalDouble rocAuc,
            int[] labels,
            int[] predicted,
            double[] confidence) {}

    /**
     * How one weight tensor was taught.
     *
     * @param rms the root mean square of its gradient's elements, a mean over the updates that were looked at, an epoch
     *     each
     */
    public record LayerGradient(String tensor, List<Double> rms) {
        public LayerGradient {
            rms = List.copyOf(rms);
        }
    }

    /**
     * Where and by what it was computed.
     *
     * @param engine the backend about itself
     * @param version of this program
     */
    public record Surroundings(String machine, String java, String engine, String version, String command, String date) {}

    /** The same with what the experiment's file says of itself by now. */
    UnitResult described(String newTitle, List<Published> newPublished) {
        return new UnitResult(
                format,
                group,
                experiment,
                newTitle,
                backend,
                seed,
                quick,
                recipe,
                problem,
                architecture,
                samples,
                epochs,
                test,
                gradients,
                newPublished,
                surroundings);
    }

    /** Whether the training came to its end. */
    public boolean finished() {
        return problem.isEmpty();
    }
}
