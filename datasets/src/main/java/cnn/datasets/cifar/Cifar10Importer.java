package cnn.datasets.cifar;

import cnn.datasets.ImageTiles;
import cnn.datasets.LabelledImages;
import cnn.error.BadInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the embedded cats and dogs again from CIFAR-10's binary batches: tile sheets, labels and positions, see
 * {@code docs/datasets.md}. Everything is read and checked before anything is written, and written beside before it is
 * moved to its place.
 */
public final class Cifar10Importer {
    private Cifar10Importer() {}

    /**
     * What was made.
     *
     * @param files the six files, in the output folder
     * @param train how many training pictures
     * @param test how many test pictures
     * @param sameAsEmbedded whether pictures and labels are, byte for byte, those that the project ships
     */
    public record Imported(List<Path> files, int train, int test, boolean sameAsEmbedded) {
        public Imported {
            files = List.copyOf(files);
        }
    }

    /**
     * @param batches the folder {@code cifar-10-batches-bin}
     * @param out receives {@code train.png}, {@code train-labels.txt}, {@code train-index.txt} and the same for
     *     {@code test}; made if it is not there, files of these names are replaced
     * @throws BadInputException if a batch is missing or damaged, or {@code out} cannot be written to
     */
    public static Imported importCatsAndDogs(Path batches, Path out) {
        Cifar10Batches train = Cifar10Batches.read(batches, Cifar10.TRAIN_FILES);
        Cifar10Batches test = Cifar10Batches.read(batches, Cifar10.TEST_FILES);
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new BadInputException("cannot write to " + out + ": it is a file; name a folder");
        }
        List<Path> files;
        try {
            Files.createDirectories(out);
            files = write(out, train, test);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write to " + out + ": " + e + "; name a folder that can be written to", e);
        }
        boolean same = Cifar10.digest(train.images()).equals(CatsAndDogs32.TRAIN_SHA256)
                && Cifar10.digest(test.images()).equals(CatsAndDogs32.TEST_SHA256);
        return new Imported(files, train.images().count(), test.images().count(), same);
    }

    private static List<Path> write(Path out, Cifar10Batches train, Cifar10Batches test) throws IOException {
        List<String> names = new ArrayList<>();
        // Inside the output folder: moving within a file system is one step.
        Path staging = Files.createTempDirectory(out, ".import-");
        try {
            names.addAll(write(staging, TileFiles.TRAIN, train));
            names.addAll(write(staging, TileFiles.TEST, test));
            List<Path> files = new ArrayList<>();
            for (String name : names) {
                files.add(Files.move(
                        staging.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING));
            }
            return files;
        } finally {
            remove(staging);
        }
    }

    private static List<String> write(Path folder, TileFiles part, Cifar10Batches batches) throws IOException {
        LabelledImages images = batches.images();
        try (OutputStream png = new BufferedOutputStream(Files.newOutputStream(folder.resolve(part.sheet())))) {
            new ImageTiles(images.count(), part.columns(), Cifar10.SIDE, Cifar10.SIDE).encode(images.pixels(), png);
        }
        Files.write(folder.resolve(part.labels()), Cifar10.labelLines(images.labels()));
        StringBuilder positions = new StringBuilder();
        batches.index().forEach(position -> positions.append(position).append('\n'));
        Files.writeString(folder.resolve(part.index()), positions, StandardCharsets.US_ASCII);
        return List.of(part.sheet(), part.labels(), part.index());
    }

    private static void remove(Path staging) throws IOException {
        try (var left = Files.list(staging)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(staging);
    }
}
