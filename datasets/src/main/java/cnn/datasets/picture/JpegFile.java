package cnn.datasets.picture;

/**
 * What a JPEG's markers say, read before any pixel is decoded. Java's decoder reads a file that was cut off without a
 * word, so the end-of-image marker is looked for here. Source: ITU-T T.81, annex B: a chain of marker segments; behind
 * a start of scan comes coded data, in which 0xFF is followed by 0x00 or a restart marker; JFIF 1.02; Adobe Technical
 * Note 5116, section 18 (the APP14 segment).
 *
 * @param frame the start-of-frame marker, 0xC0 to 0xCF; 0 if there is none
 * @param precision bits of a sample
 * @param ids the components' names as bytes, the first in the highest
 * @param jfif whether it is marked as JFIF, which means YCbCr or grey
 * @param adobe the colour transform that an Adobe segment names (0 none, 1 YCbCr, 2 YCCK); -1 without the segment
 * @param scanned whether a scan begins
 * @param whole whether the end-of-image marker is there
 */
record JpegFile(
        int width,
        int height,
        int components,
        int ids,
        int frame,
        int precision,
        boolean jfif,
        int adobe,
        Orientation orientation,
        boolean scanned,
        boolean whole) {
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int RGB = 'R' << 16 | 'G' << 8 | 'B';

    static boolean is(FileBytes file) {
        return file.has("\u00FF\u00D8\u00FF", 0);
    }

    static JpegFile read(FileBytes file) throws BrokenPictureException {
        return new Walk(file).walk();
    }

    /** @throws BrokenPictureException if it is cut off, contradicts itself, or is of a kind that is not read */
    void check() throws BrokenPictureException {
        if (!whole) {
            throw Reasons.truncated("its end is missing");
        }
        if (frame == 0) {
            throw Reasons.damaged("it does not say how large the picture is (no start-of-frame marker)");
        }
        if (!scanned) {
            throw Reasons.damaged("there is no picture in it (no start-of-scan marker)");
        }
        if (frame > 0xC2 || precision != 8) {
            throw Reasons.unsupported(
                    "JPEG coding process %d with %d bits; baseline and progressive with 8 bits can"
                            .formatted(frame - 0xC0, precision));
        }
        if (height == 0) {
            throw Reasons.unsupported("a JPEG that tells its height behind the picture");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw Reasons.unsupported("a JPEG with %d components; 1, 3 and 4 can".formatted(components));
        }
    }

    /** Whether the components are luminance and two colour differences, and not red, green and blue (or CMY). */
    boolean isYcc() {
        if (components == 4) {
            return adobe == 2;
        }
        return components == 3 && (jfif || (adobe >= 0 ? adobe == 1 : ids != RGB));
    }

    private static final class Walk {
        private final FileBytes file;
        private int width;
        private int height;
        private int components;
        private int ids;
        private int frame;
        private int precision;
        private boolean jfif;
        private int adobe = -1;
        private Orientation orientation = Orientation.UPRIGHT;
        private boolean scanned;

        Walk(FileBytes file) {
            this.file = file;
        }

        JpegFile walk() throws BrokenPictureException {
            int at = 2;
            boolean whole = false;
            while (at + 1 < file.length()) {
                if (file.u8(at) != 0xFF || file.u8(at + 1) == 0xFF) {
                    at++;
                    continue;
                }
                int marker = file.u8(at + 1);
                at += 2;
                if (marker == END_OF_IMAGE) {
                    whole = true;
                    break;
                }
                if (marker > 1 && (marker < 0xD0 || marker > START_OF_IMAGE)) {
                    at = segment(marker, at);
                }
            }
            return new JpegFile(
                    width, height, components, ids, frame, precision, jfif, adobe, orientation, scanned, whole);
        }

        /** @return where the next marker is looked for */
        private int segment(int marker, int at) throws BrokenPictureException {
            int length = at + 2 <= file.length() ? file.u16(at) : 0;
            int end = at + length;
            if (at + 2 > file.length() || end > file.length()) {
                return file.length();
            }
            if (length < 2) {
                throw Reasons.damaged("a segment of %d bytes at byte %d".formatted(length, at - 2));
            }
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                frame(marker, at, length);
            } else if (marker == START_OF_SCAN) {
                scanned = true;
            } else if (marker == 0xE0 && file.has("JFIF\0", at + 2)) {
                jfif = true;
            } else if (marker == 0xE1 && file.has("Exif\0", at + 2) && end - at > 8) {
                orientation = Orientation.ofTiff(file, at + 8, end);
            } else if (marker == 0xEE && file.has("Adobe", at + 2) && length >= 14) {
                adobe = file.u8(at + 13);
            }
            return end;
        }

        private void frame(int marker, int at, int length) throws BrokenPictureException {
            if (length < 8 || length < 8 + 3 * file.u8(at + 7)) {
                throw Reasons.damaged("its start-of-frame segment is too short");
            }
            if (frame != 0) {
                throw Reasons.damaged("it has two start-of-frame markers");
            }
            frame = marker;
            precision = file.u8(at + 2);
            height = file.u16(at + 3);
            width = file.u16(at + 5);
            components = file.u8(at + 7);
            for (int i = 0; i < components && i < 4; i++) {
                ids = ids << 8 | file.u8(at + 8 + 3 * i);
            }
        }
    }
}
