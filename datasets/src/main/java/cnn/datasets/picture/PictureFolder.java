package cnn.datasets.picture;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.LabelledImages;
import cnn.datasets.NormalizedImages;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labelled pictures in a folder: {@code FOLDER/cat/1.png}, {@code FOLDER/dog/2.jpg}, a folder a class. All are read at
 * once.
 *
 * @param samples the pictures in the order of their classes and names
 * @param unreadable those that could not be read, and why
 */
public record PictureFolder(SampleSource samples, Map<Path, String> unreadable) {

    /**
     * @param classes what the folders may be called, in the order of the labels; some may be missing
     * @param shape see {@link PictureFile#read}
     * @throws BadInputException if there is no such folder, it has a folder of another name, or not one picture can be
     *     read
     */
    public static PictureFolder read(Path folder, List<String> classes, Shape shape, Normalization normalization) {
        PictureFile.requireFits(shape);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        Map<Path, String> unreadable = new LinkedHashMap<>();
        requireClasses(folder, classes);
        for (int label = 0; label < classes.size(); label++) {
            for (Path picture : pictures(folder.resolve(classes.get(label)))) {
                try {
                    pixels.writeBytes(PictureFile.read(picture, shape));
                    labels.write(label);
                } catch (IOException e) {
                    unreadable.put(picture, String.valueOf(e.getMessage()));
                }
            }
        }
        if (labels.size() == 0) {
            throw new BadInputException("no picture could be read in " + folder + "; expected a folder a class ("
                    + String.join(", ", classes) + ") with PNG or JPEG files");
        }
        LabelledImages images = new LabelledImages(shape, classes, pixels.toByteArray(), labels.toByteArray());
        return new PictureFolder(new NormalizedImages(images, normalization), unreadable);
    }

    private static void requireClasses(Path folder, List<String> classes) {
        for (Path path : list(folder)) {
            String name = path.getFileName().toString();
            if (Files.isDirectory(path) && !name.startsWith(".") && !classes.contains(name)) {
                throw new BadInputException("folder " + path + " is called after none of the model's classes "
                        + Suggestion.among(name, classes) + "; rename it");
            }
        }
    }

    /**
     * The pictures in a folder and in those inside it, by their names' endings, sorted; none if there is no such
     * folder.
     *
     * @throws BadInputException if the folder cannot be read
     */
    public static List<Path> pictures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        for (Path path : list(folder)) {
            if (Files.isDirectory(path)) {
                found.addAll(Files.isSymbolicLink(path) ? List.of() : pictures(path));
            } else if (PictureFile.isNamedSo(path.getFileName().toString())) {
                found.add(path);
            }
        }
        return found;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new BadInputException("cannot read folder " + folder + " (" + e + "); give another one", e);
        }
    }
}
