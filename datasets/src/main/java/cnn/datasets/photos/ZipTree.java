package cnn.datasets.photos;

import cnn.datasets.Causes;
import cnn.datasets.picture.BrokenPictureException;
import cnn.datasets.picture.BrokenReason;
import cnn.error.BadInputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip, read where it lies: nothing is unpacked to disk. It is refused as a whole if one entry is unsafe; sizes that it
 * states are checked against {@link Limits} beforehand, and a file that turns out longer than stated is not read on.
 * Overlapping entries, by which a small zip becomes a large one (D. Fifield, A better zip bomb, 2019), state more packed
 * bytes together than the file has.
 */
final class ZipTree implements FileTree {
    private final String name;
    private final Closeable closing;
    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> byPath = new HashMap<>();
    private final List<TreeFile> files;

    /**
     * @param name what messages call it
     * @throws BadInputException if it is damaged, or one of its entries is unsafe
     */
    ZipTree(String name, SeekableByteChannel channel, Limits limits) {
        this.name = name;
        this.closing = channel;
        try {
            requireFew(new ZipDirectory(channel).entries(), limits);
            channel.position(0);
            zip = ZipFile.builder().setSeekableByteChannel(channel).get();
            files = files(channel.size(), limits);
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            if (e instanceof BadInputException said) {
                throw said;
            }
            throw new BadInputException(
                    "%s is no zip that can be read (%s); get it again".formatted(name, cause(e).getMessage()), e);
        }
    }

    /** The library says at the bottom what is wrong. */
    private static Throwable cause(Throwable problem) {
        Throwable deepest = problem;
        for (Throwable next = problem.getCause(); next != null; next = next.getCause()) {
            deepest = next;
        }
        return deepest;
    }

    private void closeAfter(Exception problem) {
        try {
            closing.close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    private void requireFew(long entries, Limits limits) {
        if (entries > limits.entries()) {
            throw refused("has %,d entries; at most %,d are read".formatted(entries, limits.entries()));
        }
    }

    private List<TreeFile> files(long packedBytes, Limits limits) {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        requireFew(entries.size(), limits);
        List<TreeFile> found = new ArrayList<>();
        long total = 0;
        long packed = 0;
        for (ZipArchiveEntry entry : entries) {
            SafeName.complaint(entry.getName(), limits).ifPresent(why -> {
                throw refused(entry, why);
            });
            if (entry.isUnixSymlink()) {
                throw refused(entry, "is a link");
            }
            if (entry.isDirectory()) {
                continue;
            }
            String path = path(entry);
            if (byPath.put(path, entry) != null) {
                throw refused(entry, "stands in it twice");
            }
            total += entry.getSize();
            packed += entry.getCompressedSize();
            TreeFile file = new TreeFile(
                    path,
                    entry.getSize(),
                    "crc32:%08x".formatted(entry.getCrc()),
                    () -> read(entry));
            if (isHidden(file.path())) {
                continue;
            }
            // Of the others only the names are ever looked at.
            if (file.isPicture()) {
                requireSane(entry, limits, limits.fileBytes());
            } else if (InnerZip.isOne(file)) {
                requireSane(entry, limits, limits.innerBytes());
            }
            found.add(file);
        }
        if (total > limits.totalBytes()) {
            throw refused("unpacks to %,d MiB; at most %,d are read".formatted(total >> 20, limits.totalBytes() >> 20));
        }
        if (packed > packedBytes) {
            throw refused("states more packed bytes than it has: its entries overlap");
        }
        found.sort(Comparator.comparing(TreeFile::path, new NaturalOrder()));
        return List.copyOf(found);
    }

    private void requireSane(ZipArchiveEntry entry, Limits limits, long largest) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw refused(entry, "is encrypted");
        }
        if (!zip.canReadEntryData(entry)) {
            throw refused(entry, "is packed by a method that is not known here");
        }
        if (entry.getSize() > largest) {
            throw refused(entry, "unpacks to %,d MiB; at most %,d are read".formatted(entry.getSize() >> 20, largest >> 20));
        }
        if (entry.getSize() > Limits.SMALL
                && entry.getSize() / limits.ratio() > Math.max(1, entry.getCompressedSize())) {
            throw refused(entry, "unpacks to %,d times its size".formatted(
                    entry.getSize() / Math.max(1, entry.getCompressedSize())));
        }
    }

    private static boolean isHidden(String path) {
        return path.isEmpty() || path.startsWith("__MACOSX/") || path.startsWith(".") || path.contains("/.");
    }

    /** Some programs begin every name with {@code ./}, which means nothing and hides nothing. */
    private static String path(ZipArchiveEntry entry) {
        return Stream.of(entry.getName().replace('\\', '/').split("/"))
                .filter(name -> !name.equals("."))
                .collect(Collectors.joining("/"));
    }

    private BadInputException refused(ZipArchiveEntry entry, String why) {
        return refused("is refused: entry '" + SafeName.shown(entry.getName()) + "' " + why);
    }

    private BadInputException refused(String why) {
        return new BadInputException(name + " " + why + "; give an archive from where you trust it");
    }

    private byte[] read(ZipArchiveEntry entry) throws IOException {
        // One position of the channel for all; reading takes a small part of decoding's time.
        synchronized (zip) {
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes((int) entry.getSize());
                if (bytes.length < entry.getSize() || in.read() >= 0) {
                    throw damaged("it is not as long as the zip states");
                }
                CRC32 crc = new CRC32();
                crc.update(bytes);
                if (crc.getValue() != entry.getCrc()) {
                    throw damaged("its checksum is not the one that the zip states");
                }
                return bytes;
            } catch (ZipException | EOFException e) {
                throw new BrokenPictureException(
                        BrokenReason.DAMAGED, "it is damaged: it cannot be unpacked (%s)".formatted(Causes.of(e)), e);
            }
        }
    }

    private static BrokenPictureException damaged(String why) {
        return new BrokenPictureException(BrokenReason.DAMAGED, "it is damaged: " + why);
    }

    /** An entry's stream, for archives inside; the caller counts. */
    InputStream stream(TreeFile file) throws IOException {
        return zip.getInputStream(byPath.get(file.path()));
    }

    @Override
    public List<TreeFile> files() {
        return files;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        zip.close();
        closing.close();
    }
}
