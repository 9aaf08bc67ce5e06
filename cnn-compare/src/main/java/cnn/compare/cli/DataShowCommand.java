package cnn.compare.cli;

import cnn.compare.report.pictures.ContactSheet;
import cnn.compare.run.SeenPictures;
import cnn.config.RunConfig;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn data show CONFIG}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Draws what the network really sees of its training pictures.",
            "The first pictures of an epoch, in its order; augmented ones below what they were made of."
        })
final class DataShowCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    /** Of all pictures together. */
    private static final int MOST_NUMBERS = 32_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "The run as a YAML file.")
    private Path config;

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many pictures; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of which epoch; default ${DEFAULT-VALUE}.")
    private int epoch;

    @Option(
            names = "--out",
            paramLabel = "FILE.png",
            defaultValue = "pictures.png",
            description = "Where the sheet goes; default ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new BadInputException("--count must be from 1 to %d, got %d".formatted(MOST, count));
        }
        if (epoch < 1) {
            throw new BadInputException("--epoch must be at least 1, got " + epoch);
        }
        RunConfig run = photos.choice().applyTo(RunConfig.read(config));
        requireFits(run.network().input());
        SeenPictures seen = SeenPictures.of(run, epoch, count);
        boolean augmented = !run.training().augmentation().isNone();
        List<ContactSheet.Tile> tiles = seen.pictures().stream()
                .map(picture -> new ContactSheet.Tile(
                        augmented ? Optional.of(picture.original()) : Optional.empty(),
                        picture.seen(),
                        picture.label()))
                .toList();
        List<String> title = new ArrayList<>();
        title.add("%s, seed %d, epoch %d".formatted(seen.dataset(), run.training().seed(), epoch));
        title.addAll(seen.augmentation());
        new ContactSheet(seen.shape(), seen.normalization()).write(title, tiles, out);
        PrintWriter console = spec.commandLine().getOut();
        title.forEach(console::println);
        console.printf("%d pictures %s are in %s%n", tiles.size(), seen.shape(), out);
        console.flush();
        return 0;
    }

    /** Pictures, their originals and the sheet are in memory together. */
    private void requireFits(Shape picture) {
        int most = Math.max(1, MOST_NUMBERS / picture.size());
        if (count > most) {
            throw new BadInputException("--count %d: so many pictures %s are too much for one sheet; give at most %d"
                    .formatted(count, picture, most));
        }
    }
}
