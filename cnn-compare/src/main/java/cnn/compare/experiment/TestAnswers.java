package cnn.compare.experiment;

import cnn.data.Batch;
import cnn.data.Batches;
import cnn.loss.LossSpec;
import cnn.metrics.Answers;
import cnn.metrics.Evaluation;
import cnn.network.Network;
import cnn.training.Evaluator;
import cnn.training.TrainingSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a network answers to each of the test pictures, in the dataset's order.
 *
 * @param evaluation what the answers are worth
 * @param labels the true classes
 * @param predicted the class that the outputs speak for
 * @param confidence that class's probability, to six digits; empty where the loss gives outputs no such meaning
 */
record TestAnswers(Evaluation evaluation, int[] labels, int[] predicted, double[] confidence) {
    private static final double DIGITS = 1e6;

    static TestAnswers of(Network network, TrainingSpec training, Batches test) {
        LossSpec loss = training.loss();
        Function<Batch, double[]> answers = training.testAugmentation().over(Evaluator.answers(network));
        int outputs = network.spec().output().size();
        int size = test.source().size();
        int[] labels = new int[size];
        int[] predicted = new int[size];
        double[] confidence = new double[size];
        int[] done = {0};
        boolean[] sure = {true};
        Evaluation evaluation = Evaluator.evaluate(outputs, loss, test, batch -> {
            double[] y = answers.apply(batch);
            for (int n = 0; n < batch.size(); n++) {
                double[] row = Answers.perClass(loss, Arrays.copyOfRange(y, n * outputs, (n + 1) * outputs));
                int at = done[0]++;
                labels[at] = batch.labels()[n];
                predicted[at] = Answers.answer(loss, row);
                Optional<double[]> probabilities = Answers.probabilities(loss, row);
                sure[0] &= probabilities.isPresent();
                confidence[at] = probabilities
                        .map(p -> Math.rint(p[predicted[at]] * DIGITS) / DIGITS)
                        .orElse(0.0);
            }
            return y;
        });
        return new TestAnswers(evaluation, labels, predicted, sure[0] ? confidence : new double[0]);
    }
}
