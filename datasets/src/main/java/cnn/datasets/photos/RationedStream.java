package cnn.datasets.photos;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of which no more is read than was allotted: what unpacks a few bytes to many cannot fill the memory. */
final class RationedStream extends FilterInputStream {
    private long left = Long.MAX_VALUE;

    RationedStream(InputStream in) {
        super(in);
    }

    /** From now on so many bytes may be read. */
    void ration(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        require();
        int value = super.read();
        left -= value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        require();
        int read = super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        if (bytes <= 0) {
            return 0;
        }
        require();
        long skipped = super.skip(Math.min(bytes, left));
        left -= skipped;
        return skipped;
    }

    private void require() throws IOException {
        if (left <= 0) {
            throw new IOException("an entry's name or header is far too long");
        }
    }
}
