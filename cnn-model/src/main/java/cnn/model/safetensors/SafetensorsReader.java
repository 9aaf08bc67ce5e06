package cnn.model.safetensors;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a file once, from front to back. Nothing is believed of a length before it was held against the file's own. */
final class SafetensorsReader {
    /** Room for more than a hundred thousand tensors; the format itself allows 100 MB. */
    static final int LONGEST_HEADER = 1 << 24;

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final MessageDigest digest = Seal.sha256();

    SafetensorsReader(Path file) {
        this.file = file;
    }

    Safetensors read(Safetensors.Checksum checksum) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; give the path of a safetensors file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, checksum);
        } catch (NoSuchFileException e) {
            throw new BadInputException("no such file: " + file + "; give the path of a safetensors file", e);
        } catch (EOFException e) {
            throw unusable("it became shorter while it was read", e);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (BadInputException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private BadInputException unusable(String why, Exception cause) {
        return new BadInputException(
                file + " cannot be used: " + why
                        + "; the file is damaged or no safetensors file, take another copy of it",
                cause);
    }

    private Safetensors read(FileChannel channel, Safetensors.Checksum wanted) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new BadInputException("it has only %d bytes".formatted(size));
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length);
        long headerBytes = length.getLong(0);
        if (headerBytes < 2 || headerBytes > size - Long.BYTES) {
            throw new BadInputException("its header is said to have %s bytes, the file has %d in all"
                    .formatted(Long.toUnsignedString(headerBytes), size));
        }
        if (headerBytes > LONGEST_HEADER) {
            throw new BadInputException("its header is said to have %d bytes; %d are the most that are read"
                    .formatted(headerBytes, LONGEST_HEADER));
        }
        byte[] bytes = new byte[(int) headerBytes];
        fill(channel, ByteBuffer.wrap(bytes));
        Header header = Header.parse(bytes, size - Long.BYTES - headerBytes);
        Optional<String> checksum = Optional.ofNullable(header.metadata().get(Seal.KEY));
        if (checksum.isEmpty() && wanted == Safetensors.Checksum.REQUIRED) {
            throw new BadInputException("it has no checksum (the metadata's '" + Seal.KEY + "')");
        }
        digest.update(length.array());
        digest.update(blanked(bytes, checksum));
        Map<String, StoredTensor> tensors = tensors(channel, header);
        if (checksum.isPresent() && !Seal.hex(digest).equals(checksum.get())) {
            throw new BadInputException("its contents are not those that its checksum was taken of");
        }
        Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
        metadata.remove(Seal.KEY);
        return new Safetensors(metadata, tensors);
    }

    private static byte[] blanked(byte[] header, Optional<String> checksum) {
        if (checksum.isEmpty()) {
            return header;
        }
        OptionalInt at = Seal.find(header, checksum.get());
        if (checksum.get().length() != Seal.DIGITS || at.isEmpty()) {
            throw new BadInputException("its checksum is no SHA-256 in " + Seal.DIGITS + " hexadecimal digits");
        }
        return Seal.blanked(header, at.getAsInt());
    }

    private Map<String, StoredTensor> tensors(FileChannel channel, Header header) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        long largest = header.entries().stream()
                .mapToLong(entry -> entry.end() - entry.begin())
                .max()
                .orElse(0);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, largest)).order(ByteOrder.LITTLE_ENDIAN);
        for (Header.Entry entry : header.entries()) {
            tensors.put(
                    entry.name(),
                    entry.precision() == Precision.FLOAT32
                            ? new StoredTensor.Floats(entry.shape(), floats(channel, buffer, entry))
                            : new StoredTensor.Doubles(entry.shape(), doubles(channel, buffer, entry)));
        }
        return tensors;
    }

    private float[] floats(FileChannel channel, ByteBuffer buffer, Header.Entry entry) throws IOException {
        float[] values = new float[entry.shape().size()];
        for (int at = 0; at < values.length; ) {
            int count = next(channel, buffer, values.length - at, Float.BYTES);
            buffer.asFloatBuffer().get(values, at, count);
            at += count;
        }
        return values;
    }

    private double[] doubles(FileChannel channel, ByteBuffer buffer, Header.Entry entry) throws IOException {
        double[] values = new double[entry.shape().size()];
        for (int at = 0; at < values.length; ) {
            int count = next(channel, buffer, values.length - at, Double.BYTES);
            buffer.asDoubleBuffer().get(values, at, count);
            at += count;
        }
        return values;
    }

    /** Fills the buffer with as many of {@code left} numbers as it has room for; gives their count. */
    private int next(FileChannel channel, ByteBuffer buffer, int left, int bytes) throws IOException {
        int count = Math.min(left, buffer.capacity() / bytes);
        buffer.clear().limit(count * bytes);
        fill(channel, buffer);
        buffer.flip();
        digest.update(buffer.array(), 0, buffer.limit());
        return count;
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
    }
}
