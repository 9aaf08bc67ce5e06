package cnn.datasets.picture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The format of a file of decoded pictures. Numbers have their highest byte first.
 *
 * <ul>
 *   <li>bytes 0 to 4095, the header: {@code CNNPIX} and two bytes of version; the 32 bytes of {@link PictureCache#key};
 *       N, C, H, W and the tail's length, four bytes each; CRC-32C of all that; zeros
 *   <li>{@code [N, C, H, W]} bytes; zeros for a broken file
 *   <li>the tail: CRC-32C of each picture, four bytes each; the number of broken files, and of each its index, its
 *       {@link BrokenReason} and its sentence; CRC-32C of the tail
 * </ul>
 *
 * <p>The same files and settings give the same bytes, whoever writes them and with however many threads.
 */
final class CacheFile {
    static final int PIXELS = 4096;

    private static final long MAGIC = 0x434E_4E50_4958_0001L;
    private static final int HEADER = 8 + 32 + 5 * 4;

    private final byte[] key;
    private final int count;
    private final PictureSize size;

    CacheFile(byte[] key, int count, PictureSize size) {
        this.key = key;
        this.count = count;
        this.size = size;
    }

    int pictureBytes() {
        return size.shape().size();
    }

    /** Where picture {@code index} begins. */
    long place(int index) {
        return PIXELS + (long) index * pictureBytes();
    }

    static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    /** Writes header and tail; the pictures are there already. */
    void finish(FileChannel file, int[] checksums, List<Broken> broken) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int checksum : checksums) {
            out.writeInt(checksum);
        }
        out.writeInt(broken.size());
        for (Broken one : broken) {
            out.writeInt(one.index());
            out.writeUTF(one.reason().name());
            out.writeUTF(one.why());
        }
        out.writeInt(checksum(bytes.toByteArray()));
        byte[] tail = bytes.toByteArray();
        write(file, ByteBuffer.wrap(tail), place(count));
        write(file, header(tail.length), 0);
    }

    private ByteBuffer header(int tail) {
        ByteBuffer header = ByteBuffer.allocate(PIXELS);
        header.putLong(MAGIC).put(key);
        header.putInt(count).putInt(size.channels()).putInt(size.height()).putInt(size.width()).putInt(tail);
        header.putInt(checksum(Arrays.copyOf(header.array(), HEADER)));
        return header.rewind();
    }

    static void write(FileChannel file, ByteBuffer bytes, long place) throws IOException {
        long at = place;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /** What a whole file holds. */
    record Content(PixelStore pixels, List<Broken> broken) {}

    /**
     * Opens and checks all of it, picture by picture.
     *
     * @return empty if there is no such file, it is not whole, or not what is wanted
     */
    Optional<Content> open(Path path, int threads) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer header = read(file, 0, PIXELS);
            if (header.remaining() < PIXELS) {
                return Optional.empty();
            }
            int tailLength = header.getInt(HEADER - 4);
            if (!header.equals(header(tailLength)) || tailLength < 8 || file.size() != place(count) + tailLength) {
                return Optional.empty();
            }
            byte[] tail = read(file, place(count), tailLength).array();
            int content = tailLength - 4;
            if (ByteBuffer.wrap(tail).getInt(content) != checksum(Arrays.copyOf(tail, content))) {
                return Optional.empty();
            }
            int[] checksums = new int[count];
            List<Broken> broken = tail(tail, checksums);
            PixelStore pixels = PixelStore.map(file, PIXELS, count, pictureBytes());
            return areWhole(pixels, checksums, threads)
                    ? Optional.of(new Content(pixels, broken))
                    : Optional.empty();
        }
    }

    private static ByteBuffer read(FileChannel file, long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, place + bytes.position()) > 0) {
            continue;
        }
        return bytes.flip();
    }

    private static List<Broken> tail(byte[] tail, int[] checksums) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(tail))) {
            for (int i = 0; i < checksums.length; i++) {
                checksums[i] = in.readInt();
            }
            List<Broken> broken = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                broken.add(new Broken(in.readInt(), BrokenReason.valueOf(in.readUTF()), in.readUTF()));
            }
            return broken;
        } catch (IOException impossible) {
            throw new UncheckedIOException("the checksum of the cache's tail fits, its content does not", impossible);
        }
    }

    private boolean areWhole(PixelStore pixels, int[] checksums, int threads) throws IOException {
        boolean[] damaged = new boolean[count];
        ThreadLocal<byte[]> buffer = ThreadLocal.withInitial(() -> new byte[pictureBytes()]);
        Parallel.forEach(count, threads, index -> {
            byte[] picture = buffer.get();
            pixels.read(index, picture, 0);
            damaged[index] = checksum(picture) != checksums[index];
        });
        for (boolean one : damaged) {
            if (one) {
                return false;
            }
        }
        return true;
    }
}
