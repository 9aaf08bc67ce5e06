package cnn.datasets.cifar;

import cnn.datasets.ImageTiles;
import cnn.datasets.LabelledImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One part of the cats and dogs as three files: {@code NAME.png}, a tile sheet; {@code NAME-labels.txt}, a class name a
 * line; {@code NAME-index.txt}, a line for each picture with its position, counted from 0, in CIFAR-10's own part.
 *
 * @param name {@code train} or {@code test}
 * @param columns pictures side by side on the sheet
 */
record TileFiles(String name, int columns) {
    static final TileFiles TRAIN = new TileFiles("train", 100);
    static final TileFiles TEST = new TileFiles("test", 50);

    /** Opens a file by its name. */
    @FunctionalInterface
    interface Opener {
        InputStream open(String file) throws IOException;
    }

    String sheet() {
        return name + ".png";
    }

    String labels() {
        return name + "-labels.txt";
    }

    String index() {
        return name + "-index.txt";
    }

    /** @throws IOException if a file cannot be read or does not fit; the message starts with the file's name */
    LabelledImages read(Opener opener) throws IOException {
        byte[] labels = readLabels(opener);
        try (InputStream png = opener.open(sheet())) {
            byte[] pixels = new ImageTiles(labels.length, columns, Cifar10.SIDE, Cifar10.SIDE).decode(png);
            return new LabelledImages(Cifar10.SHAPE, Cifar10.CATS_AND_DOGS, pixels, labels);
        } catch (IOException e) {
            throw new IOException(sheet() + ": " + e.getMessage(), e);
        }
    }

    private byte[] readLabels(Opener opener) throws IOException {
        List<String> lines;
        try (InputStream text = opener.open(labels())) {
            lines = new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IOException(labels() + ": " + e.getMessage(), e);
        }
        if (lines.isEmpty()) {
            throw new IOException(labels() + ": there are no labels");
        }
        byte[] labels = new byte[lines.size()];
        for (int i = 0; i < labels.length; i++) {
            int label = Cifar10.CATS_AND_DOGS.indexOf(lines.get(i));
            if (label < 0) {
                throw new IOException("%s:%d: expected one of %s, got '%s'"
                        .formatted(labels(), i + 1, Cifar10.CATS_AND_DOGS, lines.get(i)));
            }
            labels[i] = (byte) label;
        }
        return labels;
    }
}
