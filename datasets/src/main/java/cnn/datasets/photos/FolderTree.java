package cnn.datasets.photos;

import cnn.datasets.picture.BrokenPictureException;
import cnn.datasets.picture.BrokenReason;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** A folder on disk. Hidden files are passed over; links are followed, as the folder is the user's own. */
final class FolderTree implements FileTree {
    private final Path folder;
    private final List<TreeFile> files;

    /** @throws BadInputException if it cannot be read, or has more files than a set of photos has */
    FolderTree(Path folder, Limits limits) {
        this.folder = folder;
        List<TreeFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), limits.depth(), new Visitor(found, limits));
        } catch (IOException e) {
            throw new BadInputException("cannot read folder " + folder + " (" + e + "); give another one", e);
        }
        found.sort(Comparator.comparing(TreeFile::path, new NaturalOrder()));
        this.files = List.copyOf(found);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final List<TreeFile> found;
        private final Limits limits;

        Visitor(List<TreeFile> found, Limits limits) {
            this.found = found;
            this.limits = limits;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return !path.equals(folder) && isHidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(path)) {
                if (found.size() >= limits.entries()) {
                    throw new BadInputException("folder %s has more than %,d files; give the one with the photos alone"
                            .formatted(folder, limits.entries()));
                }
                String stamp = attributes.lastModifiedTime().toInstant().toString();
                found.add(new TreeFile(relative(path), attributes.size(), stamp, () -> read(path, limits)));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A link that leads nowhere or in a circle: no photo lies behind it. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException problem) throws IOException {
            if (path.equals(folder) || !Files.isSymbolicLink(path)) {
                throw problem;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private String relative(Path path) {
        List<String> names = new ArrayList<>();
        folder.relativize(path).forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    private static byte[] read(Path path, Limits limits) throws IOException {
        if (Files.size(path) > limits.fileBytes()) {
            throw new BrokenPictureException(
                    BrokenReason.TOO_LARGE, "the file is larger than %d MiB".formatted(limits.fileBytes() >> 20));
        }
        return Files.readAllBytes(path);
    }

    @Override
    public List<TreeFile> files() {
        return files;
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public void close() {}
}
