package cnn.datasets.photos;

import cnn.config.PhotoLayout;
import cnn.error.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The photos of a folder or archive, in an order that is the same on every file system: by class, and within it by name,
 * numbers as numbers. Nothing is decoded, and of an archive nothing is unpacked but an archive inside it.
 */
public final class PhotoSource implements Closeable {
    private static final String WANTED = "looked for cat.0.jpg or train.zip (Kaggle), Cat/0.jpg (PetImages), one folder of"
            + " pictures a class (with or without train, validation and test above), data_batch_1.bin (CIFAR-10)";

    private final String name;
    private final LayoutFinder.Found found;
    private final int others;
    private final List<Closeable> open;

    private PhotoSource(String name, LayoutFinder.Found found, int files, List<Closeable> open) {
        this.name = name;
        this.found = found;
        this.others = files - found.photos().size();
        this.open = List.copyOf(open);
    }

    /**
     * Looks what there is.
     *
     * @param layout empty: found out by looking
     * @param classes those wanted, in the order of their labels; empty: all, in the order of their names
     * @throws BadInputException if there is nothing, no layout fits, a wanted class is missing, or an archive is unsafe
     */
    public static PhotoSource open(Path path, Optional<PhotoLayout> layout, List<String> classes) {
        return open(path, layout, classes, Limits.USUAL);
    }

    /** Whether photos of two classes or more lie there, by whatever layout; an unsafe archive is none. */
    public static boolean fits(Path path) {
        try (PhotoSource source = open(path, Optional.empty(), List.of())) {
            return !source.photos().isEmpty();
        } catch (BadInputException | IOException none) {
            return false;
        }
    }

    static PhotoSource open(Path path, Optional<PhotoLayout> layout, List<String> classes, Limits limits) {
        if (!Files.exists(path)) {
            throw new BadInputException("there is no " + path + "; give the folder or archive with the photos");
        }
        try {
            Optional<LayoutFinder.Found> cifar = cifar(path, layout, limits);
            if (cifar.isPresent()) {
                LayoutFinder.Found found = Labels.choose(cifar.get(), classes, path.toString());
                return new PhotoSource(path.toString(), found, cifar.get().photos().size(), List.of());
            }
            List<Closeable> open = new ArrayList<>();
            try {
                return ofTree(tree(path, limits, open), path, layout, classes, open);
            } catch (IOException | RuntimeException e) {
                closeAll(open);
                throw e;
            }
        } catch (IOException e) {
            throw new BadInputException("cannot read " + path + " (" + e + "); give another folder or archive", e);
        }
    }

    private static PhotoSource ofTree(
            FileTree tree, Path path, Optional<PhotoLayout> layout, List<String> classes, List<Closeable> open) {
        List<TreeFile> files = tree.files();
        LayoutFinder.Found all = LayoutFinder.find(files, layout)
                .filter(found -> layout.isEmpty() || layout.get() == found.layout() || isFolders(layout, found))
                .orElseThrow(() -> nothing(path, layout, files));
        LayoutFinder.Found found = Labels.choose(all, classes, path.toString());
        return new PhotoSource(tree.name(), found, files.size(), open);
    }

    /** PetImages is one folder a class as well. */
    private static boolean isFolders(Optional<PhotoLayout> layout, LayoutFinder.Found found) {
        return layout.get() == PhotoLayout.FOLDERS && found.layout() == PhotoLayout.PETIMAGES;
    }

    private static Optional<LayoutFinder.Found> cifar(Path path, Optional<PhotoLayout> layout, Limits limits)
            throws IOException {
        if (Files.isDirectory(path)) {
            Optional<Path> batches = CifarTree.batches(path);
            boolean wanted = layout.map(one -> one == PhotoLayout.CIFAR10).orElse(batches.isPresent());
            return wanted ? Optional.of(CifarTree.USUAL.ofFolder(batches.orElse(path))) : Optional.empty();
        }
        return startsWith(path, 0x1F, 0x8B) ? Optional.of(CifarTree.USUAL.ofTarGz(path, limits)) : Optional.empty();
    }

    private static FileTree tree(Path path, Limits limits, List<Closeable> open) throws IOException {
        FileTree outer;
        if (Files.isDirectory(path)) {
            outer = new FolderTree(path, limits);
        } else if (startsWith(path, 'P', 'K')) {
            outer = new ZipTree(path.toString(), Files.newByteChannel(path), limits);
        } else {
            throw new BadInputException(path + " is neither a folder nor a zip nor a tar.gz; give one of them");
        }
        open.add(outer);
        Optional<TreeFile> inner = inner(outer.files());
        if (inner.isEmpty()) {
            return outer;
        }
        ZipTree tree = outer instanceof ZipTree zip
                ? InnerZip.open(zip, inner.get(), limits)
                : new ZipTree(
                        path.resolve(inner.get().path()).toString(),
                        Files.newByteChannel(path.resolve(inner.get().path())),
                        limits);
        open.add(0, tree);
        return tree;
    }

    /** Kaggle's {@code train.zip}, where there are no photos beside it. */
    private static Optional<TreeFile> inner(List<TreeFile> files) {
        boolean labelled = LayoutFinder.find(files, Optional.empty()).isPresent();
        return labelled
                ? Optional.empty()
                : files.stream()
                        .filter(file -> file.name().equalsIgnoreCase("train.zip"))
                        .findFirst();
    }

    private static boolean startsWith(Path file, int first, int second) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == first && in.read() == second;
        }
    }

    private static BadInputException nothing(Path path, Optional<PhotoLayout> layout, List<TreeFile> files) {
        TreeMap<String, Integer> endings = new TreeMap<>();
        for (TreeFile file : files) {
            int dot = file.name().lastIndexOf('.');
            endings.merge(dot < 0 ? "without ending" : SafeName.shown(file.name().substring(dot)), 1, Integer::sum);
        }
        String found = files.isEmpty()
                ? "no file at all"
                : endings.entrySet().stream()
                        .limit(6)
                        .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", ", "", ", the first of them " + SafeName.shown(files.get(0).path())));
        return new BadInputException("%s has no photos of two classes or more%s: %s; found %s; put the pictures into one folder a class"
                .formatted(path, layout.map(one -> " by layout '" + one.words() + "'").orElse(""), WANTED, found));
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    public PhotoLayout layout() {
        return found.layout();
    }

    /** The classes' names in the order of their labels. */
    public List<String> classes() {
        return found.labels();
    }

    public List<Photo> photos() {
        return found.photos();
    }

    /** How many files there are that are no photo of one of the classes: texts, {@code Thumbs.db}, other classes. */
    public int others() {
        return others;
    }

    private static void closeAll(List<Closeable> open) throws IOException {
        for (Closeable one : open) {
            one.close();
        }
    }

    /** Photos cannot be read any more. */
    @Override
    public void close() throws IOException {
        closeAll(open);
    }
}
