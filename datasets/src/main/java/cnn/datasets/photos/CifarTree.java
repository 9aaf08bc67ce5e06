package cnn.datasets.photos;

import cnn.config.PhotoLayout;
import cnn.datasets.Causes;
import cnn.datasets.cifar.Cifar10;
import cnn.error.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * CIFAR-10's binary batches as photos of 32×32: each record is given as the bytes of a BMP file, which loses nothing.
 * Of a folder a record is read when it is asked for; of a {@code tar.gz} the batches (184 MB) are kept in memory.
 *
 * @param records in a batch
 */
record CifarTree(int records) {
    static final CifarTree USUAL = new CifarTree(Cifar10.RECORDS_PER_FILE);

    private static final List<String> FILES =
            Stream.concat(Cifar10.TRAIN_FILES.stream(), Cifar10.TEST_FILES.stream()).toList();
    private static final int MOST_ENTRIES = 1_000;

    /** Bytes of one entry's headers. */
    private static final int MOST_HEADERS = 64 << 10;

    /** The whole of one batch, or of one of its records. */
    private interface Bytes {
        byte[] read(long from, int count) throws IOException;
    }

    private int batchBytes() {
        return Cifar10.RECORD * records;
    }

    /** The folder with the batches: that one, or the one in it that the archive makes. Empty if there are none. */
    static Optional<Path> batches(Path folder) {
        return Stream.of(folder, folder.resolve("cifar-10-batches-bin"))
                .filter(place -> Files.isRegularFile(place.resolve(FILES.get(0))))
                .findFirst();
    }

    /** @throws BadInputException if a batch is missing or of the wrong size */
    LayoutFinder.Found ofFolder(Path folder) {
        Map<String, Bytes> batches = new LinkedHashMap<>();
        for (String name : FILES) {
            Path file = folder.resolve(name);
            try {
                if (!Files.isRegularFile(file)) {
                    throw missing(folder.toString(), name);
                }
                requireSize(file.toString(), Files.size(file));
            } catch (IOException e) {
                throw unreadable(file.toString(), e);
            }
            batches.put(name, (from, count) -> read(file, from, count));
        }
        return found(folder.toString(), batches);
    }

    private static byte[] read(Path file, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                continue;
            }
        }
        return buffer.array();
    }

    /** @throws BadInputException if it is no such archive, an entry is unsafe, or a batch is missing or of a wrong size */
    LayoutFinder.Found ofTarGz(Path file, Limits limits) {
        Map<String, Bytes> unsorted = new LinkedHashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                RationedStream unpacked = new RationedStream(new GzipCompressorInputStream(in));
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            int entries = 0;
            for (Optional<TarArchiveEntry> at = next(tar, unpacked); at.isPresent(); at = next(tar, unpacked)) {
                TarArchiveEntry entry = at.get();
                requireSafe(file, entry, ++entries, limits);
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (FILES.contains(name)) {
                    requireSize(file + ", " + name, entry.getSize());
                    byte[] batch = tar.readNBytes(batchBytes());
                    unsorted.put(name, (from, count) -> Arrays.copyOfRange(batch, (int) from, (int) from + count));
                }
            }
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
        Map<String, Bytes> batches = new LinkedHashMap<>();
        for (String name : FILES) {
            batches.put(name, Optional.ofNullable(unsorted.get(name)).orElseThrow(() -> missing(file.toString(), name)));
        }
        return found(file.toString(), batches);
    }

    /** Names and attributes before an entry are kept in memory, however long: so they must be short. */
    private static Optional<TarArchiveEntry> next(TarArchiveInputStream tar, RationedStream unpacked)
            throws IOException {
        // What is left of the entry before is none of the next one's header.
        if (tar.getCurrentEntry() != null) {
            tar.transferTo(OutputStream.nullOutputStream());
        }
        unpacked.ration(MOST_HEADERS);
        Optional<TarArchiveEntry> entry = Optional.ofNullable(tar.getNextEntry());
        unpacked.ration(Long.MAX_VALUE);
        return entry;
    }

    private void requireSafe(Path file, TarArchiveEntry entry, int entries, Limits limits) {
        Optional<String> complaint = entries > MOST_ENTRIES
                ? Optional.of("is one of more than %,d".formatted(MOST_ENTRIES))
                : isOdd(entry)
                        ? Optional.of("is a link, a device or sparse")
                        : entry.getSize() > batchBytes()
                                ? Optional.of("is larger than CIFAR-10's files")
                                : SafeName.complaint(entry.getName(), limits);
        complaint.ifPresent(why -> {
            throw new BadInputException("%s is refused: entry '%s' %s; give an archive from where you trust it"
                    .formatted(file, SafeName.shown(entry.getName()), why));
        });
    }

    private static boolean isOdd(TarArchiveEntry entry) {
        boolean plain = entry.isFile() || entry.isDirectory();
        return entry.isSymbolicLink() || entry.isLink() || entry.isSparse() || !plain;
    }

    private void requireSize(String file, long size) {
        if (size != batchBytes()) {
            throw new BadInputException("%s has %,d bytes, expected %,d (%,d records of 3,073); download it again"
                    .formatted(file, size, batchBytes(), records));
        }
    }

    private static BadInputException missing(String place, String name) {
        return new BadInputException("%s has no %s; give the folder or tar.gz of CIFAR-10's binary version, with %s"
                .formatted(place, name, String.join(", ", FILES)));
    }

    private static BadInputException unreadable(String file, IOException e) {
        return new BadInputException("cannot read %s (%s); give CIFAR-10's binary version as a folder or tar.gz"
                .formatted(file, Causes.of(e)), e);
    }

    private LayoutFinder.Found found(String place, Map<String, Bytes> batches) {
        List<Photo> photos = new ArrayList<>();
        int inPart = 0;
        for (Map.Entry<String, Bytes> batch : batches.entrySet()) {
            Part part = Cifar10.TEST_FILES.contains(batch.getKey()) ? Part.TEST : Part.TRAIN;
            inPart = batch.getKey().equals(Cifar10.TEST_FILES.get(0)) ? 0 : inPart;
            byte[] all = bytes(place, batch.getKey(), batch.getValue());
            for (int i = 0; i < records; i++) {
                String label = Cifar10.NAMES.get(label(place, batch.getKey(), all, i));
                String stamp = stamp(all, i);
                photos.add(photo(label, part, inPart++, batch.getKey(), i, stamp, batch.getValue()));
            }
        }
        photos.sort(Comparator.comparing(Photo::label));
        return new LayoutFinder.Found(PhotoLayout.CIFAR10, Cifar10.NAMES, List.copyOf(photos));
    }

    private byte[] bytes(String place, String file, Bytes batch) {
        try {
            return batch.read(0, batchBytes());
        } catch (IOException e) {
            throw unreadable(place + ", " + file, e);
        }
    }

    private static int label(String place, String file, byte[] batch, int record) {
        int label = batch[record * Cifar10.RECORD] & 0xFF;
        if (label >= Cifar10.CLASSES) {
            throw new BadInputException("%s, %s: record %d has label %d, expected 0 to 9; is it a CIFAR-10 batch?"
                    .formatted(place, file, record, label));
        }
        return label;
    }

    private static String stamp(byte[] batch, int record) {
        CRC32 crc = new CRC32();
        crc.update(batch, record * Cifar10.RECORD, Cifar10.RECORD);
        return "crc32:%08x".formatted(crc.getValue());
    }

    private static Photo photo(
            String label, Part part, int position, String file, int record, String stamp, Bytes batch) {
        TreeFile.Content content =
                () -> Bitmap.of(batch.read((long) record * Cifar10.RECORD + 1, Cifar10.RECORD - 1), Cifar10.SIDE);
        TreeFile own = new TreeFile(file + "/" + record, Bitmap.size(Cifar10.SIDE), stamp, content);
        String id = "%s.%s.%d".formatted(label, part, position);
        return new Photo(id, label, Optional.of(part), OptionalLong.empty(), own);
    }
}
