package cnn.datasets.cifar;

import cnn.datasets.Causes;
import cnn.datasets.LabelledImages;
import cnn.error.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The cats and dogs out of CIFAR-10's binary batches, in the files' order.
 *
 * @param index the position of each picture, counted from 0 over all files of the part
 */
record Cifar10Batches(LabelledImages images, List<Integer> index) {

    /** @throws BadInputException if a file is missing, unreadable, of the wrong size or no CIFAR-10 batch; names it */
    static Cifar10Batches read(Path folder, List<String> files) {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        List<Integer> index = new ArrayList<>();
        int position = 0;
        for (String name : files) {
            Path file = folder.resolve(name);
            byte[] records = bytes(file);
            for (int at = 0; at < records.length; at += Cifar10.RECORD) {
                int original = records[at] & 0xFF;
                if (original >= Cifar10.CLASSES) {
                    throw new BadInputException("%s: record %d has label %d, expected 0 to 9; is it a CIFAR-10 batch?"
                            .formatted(file, at / Cifar10.RECORD, original));
                }
                int label = Cifar10.ourLabel(original);
                if (label >= 0) {
                    labels.write(label);
                    pixels.write(records, at + 1, Cifar10.RECORD - 1);
                    index.add(position);
                }
                position++;
            }
        }
        if (index.isEmpty()) {
            throw new BadInputException(
                    folder.resolve(files.get(0)) + ": there is no cat (label 3) and no dog (label 5)");
        }
        LabelledImages images = new LabelledImages(
                Cifar10.SHAPE, Cifar10.CATS_AND_DOGS, pixels.toByteArray(), labels.toByteArray());
        return new Cifar10Batches(images, List.copyOf(index));
    }

    private static byte[] bytes(Path file) {
        long expected = (long) Cifar10.RECORD * Cifar10.RECORDS_PER_FILE;
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("no such file: " + file + "; give the folder cifar-10-batches-bin"
                    + " with data_batch_1.bin to data_batch_5.bin and test_batch.bin");
        }
        try {
            long size = Files.size(file);
            if (size != expected) {
                throw new BadInputException(String.format(
                        Locale.ROOT,
                        "%s has %,d bytes, expected %,d (10,000 records of 3,073); download it again",
                        file,
                        size,
                        expected));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read " + file + " (" + Causes.of(e) + "); give files that can be read", e);
        }
    }
}
