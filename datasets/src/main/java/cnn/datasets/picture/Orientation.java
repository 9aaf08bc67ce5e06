package cnn.datasets.picture;

/**
 * How a stored picture must be turned to stand upright: the EXIF tag Orientation (0x0112) with its values 1 to 8.
 * Source: CIPA DC-008 (EXIF 2.32), section 4.6.4.
 *
 * <p>The tag is read here and not by a metadata library: it is one number at a place that fifteen lines find, where a
 * library reads every maker's notes and may stumble over them.
 *
 * @param transposed whether stored rows are columns of the upright picture
 * @param flipRows whether the stored rows are to be taken from the last to the first
 * @param flipColumns whether the stored columns are to be taken from the last to the first
 */
record Orientation(boolean transposed, boolean flipRows, boolean flipColumns) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    /** @param value 1 to 8; any other is taken for 1, as viewers do */
    static Orientation of(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, false, true);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, true, false);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /**
     * What a TIFF block (the content of EXIF) says; upright if it says nothing or cannot be understood: a wrong note
     * does not make a photo unreadable.
     *
     * @param from where the block begins
     * @param to where it ends, within the file
     */
    static Orientation ofTiff(FileBytes file, int from, int to) {
        boolean little = file.has("II*\0", from);
        if (to - from < 8 || !little && !file.has("MM\0*", from)) {
            return UPRIGHT;
        }
        long directory = from + (little ? file.u32Little(from + 4) : file.u32(from + 4));
        if (directory + 2 > to) {
            return UPRIGHT;
        }
        int entries = u16(file, (int) directory, little);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (entry + ENTRY > to) {
                return UPRIGHT;
            }
            int at = (int) entry;
            if (u16(file, at, little) == TAG) {
                return u16(file, at + 2, little) == SHORT ? of(u16(file, at + 8, little)) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static int u16(FileBytes file, int at, boolean little) {
        return little ? file.u8(at + 1) << 8 | file.u8(at) : file.u16(at);
    }

    /** The index, in a stored plane {@code [h, w]}, of the upright picture's pixel at row y and column x. */
    int stored(int y, int x, int h, int w) {
        int row = transposed ? x : y;
        int column = transposed ? y : x;
        return (flipRows ? h - 1 - row : row) * w + (flipColumns ? w - 1 - column : column);
    }
}
