package cnn.datasets.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/** Pictures of equal size, by their number. Safe for several readers at once. */
interface PixelStore {
    /** Writes picture {@code index} into {@code target} from {@code offset} on. */
    void read(int index, byte[] target, int offset);

    /** Pictures on the heap, one array each. */
    static PixelStore of(byte[][] pictures) {
        return (index, target, offset) ->
                System.arraycopy(pictures[index], 0, target, offset, pictures[index].length);
    }

    /**
     * A file's pictures, mapped into the memory beside the heap: the operating system keeps of it what fits. Mapped in
     * pieces, because one buffer holds 2 GiB at most.
     *
     * @param from where the first picture begins in the file
     */
    static PixelStore map(FileChannel file, long from, int count, int pictureBytes) throws IOException {
        int together = Math.max(1, (1 << 30) / pictureBytes);
        MappedByteBuffer[] pieces = new MappedByteBuffer[(count + together - 1) / together];
        for (int i = 0; i < pieces.length; i++) {
            long first = (long) i * together;
            long length = Math.min(together, count - first) * pictureBytes;
            pieces[i] = file.map(FileChannel.MapMode.READ_ONLY, from + first * pictureBytes, length);
        }
        return (index, target, offset) -> {
            // Reading at a place moves no position: several threads may do it.
            ByteBuffer piece = pieces[index / together];
            piece.get(index % together * pictureBytes, target, offset, pictureBytes);
        };
    }
}
