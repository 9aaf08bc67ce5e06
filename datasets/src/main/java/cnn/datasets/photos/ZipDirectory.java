package cnn.datasets.photos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * How many entries a zip has, found out before a library keeps them all in memory: what its end states, or what lies
 * there, whichever is more, for libraries read what lies there. Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.12 to
 * 4.3.16.
 */
final class ZipDirectory {
    private static final int ENTRY = 0x02014B50;
    private static final int ENTRY_BYTES = 46;
    private static final int END = 0x06054B50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LOCATOR_64 = 0x07064B50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int END_64 = 0x06064B50;
    private static final int END_64_BYTES = 56;
    private static final int BUFFER = 1 << 16;

    private final SeekableByteChannel channel;

    ZipDirectory(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * 0 where there is no end that can be read, which the library complains about. The channel's position is moved.
     */
    long entries() throws IOException {
        int length = (int) Math.min(channel.size(), END_BYTES + LONGEST_COMMENT + LOCATOR_64_BYTES);
        long from = channel.size() - length;
        ByteBuffer tail = read(from, length);
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                return entries(tail, from, at);
            }
        }
        return 0;
    }

    private long entries(ByteBuffer tail, long from, int at) throws IOException {
        long stated = Short.toUnsignedLong(tail.getShort(at + 10));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        // Something may stand before the zip: then all lies further behind than stated.
        long begin = Math.max(offset, from + at - Integer.toUnsignedLong(tail.getInt(at + 12)));
        int locator = at - LOCATOR_64_BYTES;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR_64) {
            ByteBuffer end = read(tail.getLong(locator + 8), END_64_BYTES);
            if (end.limit() == END_64_BYTES && end.getInt(0) == END_64) {
                stated = end.getLong(32) < 0 ? Long.MAX_VALUE : end.getLong(32);
                begin = end.getLong(48);
            }
        }
        return Math.max(stated, count(begin));
    }

    private long count(long begin) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(0);
        long start = begin;
        long at = begin;
        long found = 0;
        while (true) {
            if (at - start + ENTRY_BYTES > bytes.limit()) {
                start = at;
                bytes = read(start, BUFFER);
            }
            int entry = (int) (at - start);
            if (entry + ENTRY_BYTES > bytes.limit() || bytes.getInt(entry) != ENTRY) {
                return found;
            }
            found++;
            // Name, extra fields and comment lie behind.
            at += ENTRY_BYTES
                    + Short.toUnsignedLong(bytes.getShort(entry + 28))
                    + Short.toUnsignedLong(bytes.getShort(entry + 30))
                    + Short.toUnsignedLong(bytes.getShort(entry + 32));
        }
    }

    /** So many bytes, or fewer at the end; none from a place outside. */
    private ByteBuffer read(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (from < 0 || from >= channel.size()) {
            return bytes.limit(0);
        }
        channel.position(from);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            continue;
        }
        return bytes.flip();
    }
}
