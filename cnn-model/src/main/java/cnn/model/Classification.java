package cnn.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a network says of one picture.
 *
 * @param answers all classes, the likeliest first
 * @param probabilities whether the scores are probabilities; else they are the network's bare outputs
 */
public record Classification(List<Answer> answers, boolean probabilities) {
    public Classification {
        answers = List.copyOf(answers);
    }

    /** One class and how much there is to say for it. */
    public record Answer(String name, double score) {}

    /** @param scores one a class, in the order of {@code classes} */
    static Classification of(List<String> classes, double[] scores, boolean probabilities) {
        List<Answer> answers = new ArrayList<>();
        for (int k = 0; k < scores.length; k++) {
            answers.add(new Answer(classes.get(k), scores[k]));
        }
        answers.sort(Comparator.comparingDouble(Answer::score).reversed());
        return new Classification(answers, probabilities);
    }

    /** The likeliest class. */
    public Answer best() {
        return answers.get(0);
    }

    /** Of the likeliest classes, {@code count} at most. */
    public List<Answer> top(int count) {
        return answers.subList(0, Math.min(count, answers.size()));
    }

    /** A score for people: {@code 93.1%}, or the bare output. */
    public String inWords(Answer answer) {
        return probabilities
                ? String.format(Locale.ROOT, "%.1f%%", 100 * answer.score())
                : String.format(Locale.ROOT, "%.4f", answer.score());
    }

    /** For example {@code cat 93.1%, dog 6.9%}. */
    @Override
    public String toString() {
        return answers.stream().map(answer -> answer.name() + " " + inWords(answer)).collect(Collectors.joining(", "));
    }
}
