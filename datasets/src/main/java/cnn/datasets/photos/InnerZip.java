package cnn.datasets.photos;

import cnn.error.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The {@code train.zip} inside Kaggle's {@code dogs-vs-cats.zip}. A zip is read from its end, and what is packed has no
 * end until it is unpacked: so it is unpacked once to a temporary file, which is gone when it is closed, or the program
 * ends.
 */
final class InnerZip {
    private static final int BUFFER = 1 << 16;

    private InnerZip() {}

    /** Whether it is an archive inside an archive or folder. */
    static boolean isOne(TreeFile file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    static ZipTree open(ZipTree outer, TreeFile inner, Limits limits) throws IOException {
        Path file = Files.createTempFile("cnn-photos-", ".zip");
        SeekableByteChannel channel;
        try {
            // On Unix the name goes at once, and only the open channel holds the bytes.
            channel = Files.newByteChannel(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        try (InputStream in = outer.stream(inner)) {
            copy(in, channel, inner, outer.name());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new ZipTree(outer.name() + ", " + inner.path(), channel.position(0), limits);
    }

    private static void copy(InputStream in, SeekableByteChannel channel, TreeFile inner, String outer)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            copied += n;
            if (copied > inner.size()) {
                throw new BadInputException(
                        "%s is refused: %s is longer than stated; give an archive from where you trust it"
                                .formatted(outer, inner.path()));
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
