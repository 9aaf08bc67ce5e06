package cnn.model.safetensors;

import cnn.model.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Writes a file, after its checksum was taken of what it will be. */
final class SafetensorsWriter {
    private static final int BUFFER = 1 << 20;

    private final Safetensors contents;
    private final byte[] length;
    private final byte[] header;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    private SafetensorsWriter(Safetensors contents) {
        this.contents = contents;
        this.header = Header.of(contents).toBytes();
        this.length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
    }

    /** Takes the file's bytes, part by part. */
    @FunctionalInterface
    private interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    static String write(Safetensors contents, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter(contents);
        MessageDigest whole = Seal.sha256();
        Storage.replace(file, channel -> {
            writer.seal();
            writer.all(bytes -> {
                whole.update(bytes.duplicate());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            });
        });
        return Seal.hex(whole);
    }

    /** Puts the checksum where it is blank. */
    private void seal() throws IOException {
        MessageDigest digest = Seal.sha256();
        all(digest::update);
        int at = Seal.find(header, Seal.BLANK).orElseThrow();
        byte[] digits = Seal.hex(digest).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, at, digits.length);
    }

    private void all(Sink sink) throws IOException {
        sink.take(ByteBuffer.wrap(length));
        sink.take(ByteBuffer.wrap(header));
        for (StoredTensor tensor : contents.tensors().values()) {
            if (tensor instanceof StoredTensor.Floats floats) {
                values(floats.values(), sink);
            } else if (tensor instanceof StoredTensor.Doubles doubles) {
                values(doubles.values(), sink);
            }
        }
    }

    private void values(float[] values, Sink sink) throws IOException {
        int room = buffer.capacity() / Float.BYTES;
        for (int at = 0; at < values.length; at += room) {
            int count = Math.min(room, values.length - at);
            buffer.clear();
            buffer.asFloatBuffer().put(values, at, count);
            sink.take(buffer.limit(count * Float.BYTES));
        }
    }

    private void values(double[] values, Sink sink) throws IOException {
        int room = buffer.capacity() / Double.BYTES;
        for (int at = 0; at < values.length; at += room) {
            int count = Math.min(room, values.length - at);
            buffer.clear();
            buffer.asDoubleBuffer().put(values, at, count);
            sink.take(buffer.limit(count * Double.BYTES));
        }
    }
}
