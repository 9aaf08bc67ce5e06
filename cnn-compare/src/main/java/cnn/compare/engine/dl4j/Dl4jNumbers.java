package cnn.compare.engine.dl4j;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * Reads an array that {@code Nd4j.write} wrote: a buffer of whole numbers that describe its shape, then one with its
 * elements. A buffer is the name of an allocation mode, its length, the name of its type ({@code writeUTF} and {@code
 * writeLong}), and its elements, all big-endian ({@code BaseDataBuffer.write}). ND4J's own reader would allocate
 * whatever length the file says.
 */
final class Dl4jNumbers {
    /** Rank, extents, strides, and three numbers more: 2·32 + 4 for ND4J's largest rank. */
    private static final long MAX_SHAPE = 2 * 32 + 4;

    private Dl4jNumbers() {}

    /**
     * @return the elements, in the order in which they lie
     * @throws IOException if these are not {@code expected} numbers in float32 or float64, one after the other
     */
    static double[] read(DataInputStream in, int expected) throws IOException {
        skipShape(in);
        in.readUTF();
        long length = in.readLong();
        String type = in.readUTF();
        if (length != expected) {
            throw new IOException("expected %d numbers, got %d".formatted(expected, length));
        }
        double[] values = new double[expected];
        switch (type) {
            case "DOUBLE" -> {
                for (int i = 0; i < expected; i++) {
                    values[i] = in.readDouble();
                }
            }
            case "FLOAT" -> {
                for (int i = 0; i < expected; i++) {
                    values[i] = in.readFloat();
                }
            }
            default -> throw new IOException("its numbers are of the type " + type + "; FLOAT and DOUBLE are read");
        }
        return values;
    }

    /** A flat vector needs no shape: its elements lie one after the other whatever it says. */
    private static void skipShape(DataInputStream in) throws IOException {
        in.readUTF();
        long length = in.readLong();
        String type = in.readUTF();
        if (length < 0 || length > MAX_SHAPE) {
            throw new IOException("no array of ND4J's begins with a shape of %d numbers".formatted(length));
        }
        int bytes =
                switch (type) {
                    case "LONG" -> Long.BYTES;
                    case "INT" -> Integer.BYTES;
                    default -> throw new IOException("no array of ND4J's has a shape of the type " + type);
                };
        in.readFully(new byte[(int) length * bytes]);
    }
}
