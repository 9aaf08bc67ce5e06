package cnn.datasets.photos;

import cnn.error.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final List<TreeFile> files;

    /**
     * @param name what messages call it
     * @throws BadInputException if it is damaged, or one of its entries is unsafe
     */
    ZipTree(String name, SeekableByteChannel channel, Limits limits) {
        this.name = name;
        this.closing = channel;
        try {
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

    private List<TreeFile> files(long packedBytes, Limits limits) {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        if (entries.size() > limits.entries()) {
            throw refused("has %,d entries; at most %,d are read".formatted(entries.size(), limits.entries()));
        }
        Set<String> names = new HashSet<>();
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
            if (!names.add(entry.getName())) {
                throw refused(entry, "stands in it twice");
            }
            total += entry.getSize();
            packed += entry.getCompressedSize();
            TreeFile file = new TreeFile(
                    entry.getName().replace('\\', '/'),
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
        return path.startsWith("__MACOSX/") || path.startsWith(".") || path.contains("/.");
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
                    throw new IOException("it is not as long as the zip states");
                }
                return bytes;
            }
        }
    }

    /** An entry's stream, for archives inside; the caller counts. */
    InputStream stream(TreeFile file) throws IOException {
        return zip.getInputStream(zip.getEntry(file.path()));
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
