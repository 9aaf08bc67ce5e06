package cnn.datasets.picture;

import cnn.datasets.Causes;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decodes files by several threads before training begins, and keeps the pictures: in the cache's folder, where the
 * next run finds them; without a cache on the heap if they take a third of it at most, else in a file that goes with
 * the process. The first epoch waits until all are decoded: then how many are broken is known before training, and every
 * epoch takes the same time. A broken file stops no other.
 *
 * <p>Several processes may write the same cache: each writes a file of its own and moves it to its place in one step;
 * the last one's stays, and all have the same bytes. A file that is damaged, cut off or of another version is made
 * anew.
 */
public final class PictureLoader {
    /** For each thread: a large picture's pixels, twice over. */
    private static final long HEAP_PER_THREAD = 96L << 20;

    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final String PREFIX = ".pictures-";

    private final PictureDecoder decoder;
    private final PictureCache cache;
    private final PictureProgress progress;
    private final int threads;

    public PictureLoader(PictureDecoder decoder, PictureCache cache, PictureProgress progress) {
        this(decoder, cache, progress, threads(Runtime.getRuntime()));
    }

    PictureLoader(PictureDecoder decoder, PictureCache cache, PictureProgress progress, int threads) {
        this.decoder = decoder;
        this.cache = cache;
        this.progress = progress;
        this.threads = threads;
    }

    private static int threads(Runtime java) {
        return (int) Math.max(1, Math.min(java.availableProcessors(), java.maxMemory() / HEAP_PER_THREAD));
    }

    /**
     * @param files are read only if the pictures are not in the cache
     * @throws BadInputException if the cache cannot be written to
     */
    public LoadedPictures load(List<? extends PictureInput> files, PictureSize size) {
        CacheFile format = new CacheFile(PictureCache.key(files, size), files.size(), size);
        try {
            return cache.folder().isPresent()
                    ? cached(files, size, format, cache.folder().get())
                    : uncached(files, size, format);
        } catch (IOException e) {
            throw new BadInputException("cannot keep the decoded pictures"
                    + cache.folder().map(folder -> " in " + folder).orElse("") + " (" + e
                    + "); name another folder with --cache DIR, or keep none with --no-cache", e);
        }
    }

    private LoadedPictures cached(
            List<? extends PictureInput> files, PictureSize size, CacheFile format, Path folder) throws IOException {
        Path path = folder.resolve(name(files, size));
        Optional<CacheFile.Content> content = format.open(path, threads);
        boolean found = content.isPresent();
        if (!found) {
            Files.createDirectories(folder);
            removeAbandoned(folder);
            Written written = write(files, size, format, folder);
            if (written.passing()) {
                return passing(files, size, format, written.file());
            }
            try {
                Files.move(written.file(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written.file());
            }
            content = format.open(path, threads);
        }
        return loaded(files, size, content, found);
    }

    private static LoadedPictures loaded(
            List<? extends PictureInput> files, PictureSize size, Optional<CacheFile.Content> content, boolean found)
            throws IOException {
        CacheFile.Content whole =
                content.orElseThrow(() -> new IOException("the file does not hold what was written to it"));
        return new LoadedPictures(size, files.size(), whole.pixels(), whole.broken(), found);
    }

    /** What is mapped stays readable without its name; where a mapped file keeps it, it goes when the process ends. */
    private LoadedPictures passing(List<? extends PictureInput> files, PictureSize size, CacheFile format, Path file)
            throws IOException {
        Optional<CacheFile.Content> content = format.open(file, threads);
        // Not Files.delete: on Windows it fails on a mapped file, and that is no failure.
        file.toFile().delete();
        return loaded(files, size, content, false);
    }

    private static String name(List<? extends PictureInput> files, PictureSize size) {
        String key = HexFormat.of().formatHex(PictureCache.key(files, size), 0, 12);
        return "%d-%dx%dx%d-%s-%s.pixels".formatted(
                files.size(),
                size.channels(),
                size.height(),
                size.width(),
                size.fit().name().toLowerCase(Locale.ROOT),
                key);
    }

    private LoadedPictures uncached(List<? extends PictureInput> files, PictureSize size, CacheFile format)
            throws IOException {
        long bytes = (long) files.size() * format.pictureBytes();
        if (bytes <= Runtime.getRuntime().maxMemory() / 3) {
            byte[][] pictures = new byte[files.size()][];
            Broken[] broken = decode(files, size, (index, picture) -> pictures[index] = picture);
            return new LoadedPictures(size, files.size(), PixelStore.of(pictures), list(broken), false);
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return passing(files, size, format, write(files, size, format, folder).file());
    }

    /**
     * A temporary file, whole.
     *
     * @param passing whether a file could not be read: it may be another time, so this must not be kept
     */
    private record Written(Path file, boolean passing) {}

    private Written write(List<? extends PictureInput> files, PictureSize size, CacheFile format, Path folder)
            throws IOException {
        requireSpace(folder, format.place(files.size()));
        Path file = Files.createTempFile(folder, PREFIX, ".tmp");
        // Also if the process is ended while it decodes.
        file.toFile().deleteOnExit();
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int[] checksums = new int[files.size()];
            Broken[] broken = decode(files, size, (index, picture) -> {
                checksums[index] = CacheFile.checksum(picture);
                CacheFile.write(channel, ByteBuffer.wrap(picture), format.place(index));
            });
            format.finish(channel, checksums, list(broken));
            whole = true;
            return new Written(
                    file, list(broken).stream().anyMatch(one -> one.reason() == BrokenReason.UNREADABLE));
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void requireSpace(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new IOException("%,d MiB are needed, %,d are free".formatted(bytes >> 20, free >> 20));
        }
    }

    /** Takes a decoded picture, or zeros for a broken file. Called by several threads, each with another index. */
    @FunctionalInterface
    private interface Sink {
        void accept(int index, byte[] picture) throws IOException;
    }

    private Broken[] decode(List<? extends PictureInput> files, PictureSize size, Sink sink) throws IOException {
        Broken[] broken = new Broken[files.size()];
        AtomicInteger done = new AtomicInteger();
        Parallel.forEach(files.size(), threads, index -> {
            byte[] picture;
            try {
                picture = decoder.decode(files.get(index).bytes(), size);
            } catch (IOException e) {
                broken[index] = new Broken(index, reason(e), Causes.of(e));
                picture = new byte[size.shape().size()];
            }
            sink.accept(index, picture);
            synchronized (done) {
                progress.decoded(done.incrementAndGet(), files.size());
            }
        });
        return broken;
    }

    private static BrokenReason reason(IOException e) {
        return e instanceof BrokenPictureException known ? known.reason() : BrokenReason.UNREADABLE;
    }

    private static List<Broken> list(Broken[] broken) {
        return Arrays.stream(broken).filter(Objects::nonNull).toList();
    }

    /** What a process that was ended has left. */
    private static void removeAbandoned(Path folder) throws IOException {
        Instant old = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*.tmp")) {
            for (Path file : files) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException gone) {
                    // Another process was faster, or has moved it to its place.
                    continue;
                }
            }
        }
    }
}
