package cnn.compare.cli;

import cnn.config.BrokenPhotos;
import cnn.config.PhotoLayout;
import cnn.config.PhotosSpec;
import cnn.config.SplitSpec;
import cnn.datasets.photos.BrokenPhoto;
import cnn.datasets.photos.NearDuplicate;
import cnn.datasets.photos.Part;
import cnn.datasets.photos.Photo;
import cnn.datasets.photos.PhotoReport;
import cnn.datasets.photos.PhotoSurvey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn data list PATH [--split NAME] [--layout NAME] [--broken skip|fail]}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Looks at every photo of a folder or archive: layout, classes, parts, broken ones, doubles.")
final class DataListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "A folder, a zip, or CIFAR-10's tar.gz.")
    private Path path;

    @Option(names = "--split", paramLabel = "NAME", description = "as_is, chollet, chollet_2 or random.")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "Instead of looking: ${COMPLETION-CANDIDATES}.")
    private Optional<PhotoLayout> layout = Optional.empty();

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, for example cat,dog.")
    private List<String> classes = List.of();

    @Option(
            names = "--broken",
            paramLabel = "skip|fail",
            description = "Photos that cannot be read: list them (default), or end at the first.")
    private BrokenPhotos broken = BrokenPhotos.SKIP;

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Override
    public Integer call() {
        // The size makes no difference to a survey.
        PhotosSpec photos = new PhotosSpec(1, 1)
                .withLayout(layout)
                .withClasses(classes)
                .withBroken(broken)
                .withSplit(split.map(SplitSpec::named).orElse(new SplitSpec.AsIs()))
                .withCache(cache.orUsual());
        print(PhotoSurvey.of(path, photos, split.isEmpty()), spec.commandLine().getOut());
        return 0;
    }

    private static void print(PhotoReport report, PrintWriter out) {
        out.printf("%s%nlayout   %s%n", report.place(), report.layout().words());
        out.printf("files    %d that are none of these photos%n%n", report.others());
        int width = Stream.concat(Stream.of("validation"), report.classes().stream())
                .mapToInt(String::length)
                .max()
                .orElseThrow();
        out.print(" ".repeat(width));
        report.classes().forEach(name -> out.printf("  %8s", name));
        out.println("       all");
        for (Part part : Part.values()) {
            row(report, Optional.of(part), width, out);
        }
        row(report, Optional.empty(), width, out);
        if (!report.broken().isEmpty()) {
            out.printf("%nbroken   %d photos, not counted above%n", report.broken().size());
        }
        report.brokenByReason().forEach((reason, ones) -> {
            out.printf("  %d %s%n", ones.size(), reason.words());
            for (BrokenPhoto one : ones) {
                out.printf("    %s (%,d bytes): %s%n", one.photo().file().path(), one.photo().size(), one.why());
            }
        });
        duplicates(report.duplicates(), out);
        out.flush();
    }

    private static void row(PhotoReport report, Optional<Part> part, int width, PrintWriter out) {
        int[] counts = report.counts(part);
        int all = 0;
        for (int count : counts) {
            all += count;
        }
        if (all > 0) {
            out.printf("%-" + width + "s", part.map(Part::toString).orElse("no part"));
            for (int count : counts) {
                out.printf(Locale.ROOT, "  %,8d", count);
            }
            out.printf(Locale.ROOT, "  %,8d%n", all);
        }
    }

    private static void duplicates(List<NearDuplicate> pairs, PrintWriter out) {
        if (pairs.isEmpty()) {
            out.println("\nno near-duplicates");
            return;
        }
        out.printf("%nnear-duplicates   %d pairs, counted above%n", pairs.size());
        for (NearDuplicate pair : pairs) {
            out.printf(
                    "  %s = %s, %d bits differ%s%n",
                    shown(pair.first()),
                    shown(pair.second()),
                    pair.distance(),
                    pair.removed()
                            .map(photo -> "; 'near_duplicates: remove' leaves " + photo.id() + " out")
                            .orElse(""));
        }
    }

    private static String shown(Photo photo) {
        return photo.id() + photo.part().map(part -> " (" + part + ")").orElse("");
    }
}
