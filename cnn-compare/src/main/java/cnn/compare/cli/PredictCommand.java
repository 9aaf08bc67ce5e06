package cnn.compare.cli;

import cnn.config.Fit;
import cnn.datasets.picture.PictureFile;
import cnn.datasets.picture.PictureFolder;
import cnn.error.BadInputException;
import cnn.model.Classification;
import cnn.model.Classifier;
import cnn.tensor.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cnn predict MODEL PICTURE… [--top K] [--json]}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Says what is on pictures: the classes with their probabilities.")
final class PredictCommand implements Callable<Integer> {
    /** So many pictures are in memory at once. */
    private static final int TOGETHER = 256;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A folder that 'cnn train --out' has made.")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PICTURE",
            description = "PNG, JPEG, GIF or BMP files, of any size; of a folder all those in it.")
    private List<Path> pictures;

    @Option(names = "--top", paramLabel = "K", description = "Only the K likeliest classes (default: 5; JSON: all).")
    private Optional<Integer> top = Optional.empty();

    @Option(names = "--json", description = "As JSON, for other programs.")
    private boolean json;

    @Option(names = "--backend", paramLabel = "NAME", description = "Instead of the one it was trained on.")
    private Optional<String> backend = Optional.empty();

    @Override
    public Integer call() {
        if (top.isPresent() && top.get() < 1) {
            throw new BadInputException("--top must be at least 1, got " + top.get());
        }
        Map<Path, Classification> answers = new LinkedHashMap<>();
        Map<Path, String> unreadable = new LinkedHashMap<>();
        try (Classifier classifier = Classifier.load(model, backend)) {
            Shape shape = classifier.description().network().input();
            PictureFile.requireFits(shape);
            List<Path> all = pictures();
            for (int from = 0; from < all.size(); from += TOGETHER) {
                List<Path> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
                Map<Path, byte[]> read = read(some, shape, classifier.fit(), unreadable);
                List<Classification> classified = classifier.classify(List.copyOf(read.values()));
                List<Path> names = List.copyOf(read.keySet());
                for (int i = 0; i < names.size(); i++) {
                    answers.put(names.get(i), classified.get(i));
                }
            }
        }
        unreadable.forEach((path, why) ->
                spec.commandLine().getErr().println("cnn: cannot read picture " + path + ": " + why));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? json(answers, unreadable) : table(answers));
        out.flush();
        if (answers.isEmpty()) {
            throw new BadInputException("no picture could be read; give PNG or JPEG files, or folders with some");
        }
        return 0;
    }

    private List<Path> pictures() {
        List<Path> all = new ArrayList<>();
        for (Path path : pictures) {
            all.addAll(Files.isDirectory(path) ? PictureFolder.pictures(path) : List.of(path));
        }
        return all;
    }

    private static Map<Path, byte[]> read(
            List<Path> paths, Shape shape, Fit fit, Map<Path, String> unreadable) {
        Map<Path, byte[]> read = new LinkedHashMap<>();
        for (Path path : paths) {
            try {
                read.put(path, PictureFile.read(path, shape, fit));
            } catch (IOException e) {
                unreadable.put(path, String.valueOf(e.getMessage()));
            }
        }
        return read;
    }

    private String table(Map<Path, Classification> answers) {
        int width = answers.keySet().stream()
                .mapToInt(path -> path.toString().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        answers.forEach((path, answer) -> text.append(("%-" + Math.max(1, width) + "s  ").formatted(path))
                .append(answer.top(top.orElse(5)).stream()
                        .map(one -> one.name() + " " + answer.inWords(one))
                        .collect(Collectors.joining("  ")))
                .append('\n'));
        return text.toString();
    }

    private record Picture(String picture, String answer, Map<String, Double> scores) {}

    private record Unreadable(String picture, String why) {}

    private record Document(String model, boolean probabilities, List<Picture> pictures, List<Unreadable> unreadable) {}

    private String json(Map<Path, Classification> answers, Map<Path, String> unreadable) {
        List<Picture> read = new ArrayList<>();
        answers.forEach((path, answer) -> {
            Map<String, Double> scores = new LinkedHashMap<>();
            answer.top(top.orElse(Integer.MAX_VALUE)).forEach(one -> scores.put(one.name(), one.score()));
            read.add(new Picture(path.toString(), answer.best().name(), scores));
        });
        List<Unreadable> not = new ArrayList<>();
        unreadable.forEach((path, why) -> not.add(new Unreadable(path.toString(), why)));
        boolean probabilities = answers.values().stream().allMatch(Classification::probabilities);
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(new Document(model.toString(), probabilities, read, not))
                + "\n";
    }
}
