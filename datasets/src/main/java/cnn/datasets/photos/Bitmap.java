package cnn.datasets.photos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A square picture of raw planes as a BMP file of 24 bits a pixel, uncompressed: 54 bytes of header, then rows from the
 * bottom up, each pixel blue, green, red. Source: Microsoft, BITMAPFILEHEADER and BITMAPINFOHEADER.
 */
final class Bitmap {
    private static final int HEADER = 54;

    private Bitmap() {}

    /** Rows are multiples of four bytes for the sides used here. */
    static int size(int side) {
        return HEADER + 3 * side * side;
    }

    /** @param planes red, green, blue, each row by row; {@code side} a multiple of 4 */
    static byte[] of(byte[] planes, int side) {
        ByteBuffer file = ByteBuffer.allocate(size(side)).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(size(side)).putInt(0).putInt(HEADER);
        file.putInt(40).putInt(side).putInt(side).putShort((short) 1).putShort((short) 24);
        file.putInt(0).putInt(3 * side * side).putInt(0).putInt(0).putInt(0).putInt(0);
        int plane = side * side;
        for (int y = side - 1; y >= 0; y--) {
            for (int x = 0; x < side; x++) {
                for (int c = 2; c >= 0; c--) {
                    file.put(planes[c * plane + y * side + x]);
                }
            }
        }
        return file.array();
    }
}
