package cnn.datasets.picture;

/**
 * Whether a picture that is no JPEG is whole, and which side of it is up. Lengths that lie are found here, before
 * anybody allocates what they ask for. Sources: PNG, third edition, section 5 (a chain of chunks, the last of which is
 * IEND; eXIf holds EXIF); GIF89a specification, sections 17 to 23 (blocks of at most 255 bytes, the last one empty);
 * RFC 9649 (WebP: RIFF chunks); Microsoft, BITMAPINFOHEADER and BITMAPV5HEADER.
 */
final class PictureChunks {
    /** Of a PNG's chunk: its length and type before, and its checksum behind what it holds. */
    private static final int BEFORE = 8;

    private static final int AROUND = 12;

    /** Of a BMP: the headers up to the size of its pixels, and up to that of a profile. */
    private static final int BMP_INFO = 38;

    private static final int BMP_V5 = 138;

    private final FileBytes file;
    private final Limits limits;

    PictureChunks(FileBytes file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** @throws BrokenPictureException if the end of the file is missing */
    Orientation check(PictureKind kind) throws BrokenPictureException {
        return switch (kind) {
            case PNG -> png();
            case WEBP -> webp();
            case GIF -> {
                gif();
                yield Orientation.UPRIGHT;
            }
            case BMP -> {
                bmp();
                yield Orientation.UPRIGHT;
            }
            case JPEG -> throw new IllegalArgumentException("a JPEG has segments, no chunks");
        };
    }

    /** Java's reader allocates what these fields say. */
    private void bmp() throws BrokenPictureException {
        // Where the pixels begin; palettes and pixels are allocated by what lies before and behind.
        if (file.u32Little(10) >= file.length()) {
            throw Reasons.truncated("its pixels are missing");
        }
        // Twelve bytes of header are those of OS/2, in which nothing is packed.
        if (file.u32Little(14) <= 12 || file.length() < BMP_INFO) {
            return;
        }
        long compression = file.u32Little(30);
        if (compression == 4 || compression == 5) {
            throw Reasons.unsupported("a BMP with a JPEG or PNG inside");
        }
        boolean runs = compression == 1 || compression == 2;
        // Where no size is stated, that of the file counts.
        long pixels = file.u32Little(34) > 0 || !runs ? file.u32Little(34) : file.u32Little(2);
        if (pixels > file.length()) {
            throw Reasons.truncated("it has fewer bytes of pixels than it states");
        }
        boolean profile = file.length() >= BMP_V5 && file.u32Little(14) >= 124 && file.has("DEBM", 70);
        if (profile && file.u32Little(130) > file.length()) {
            throw Reasons.truncated("its colour profile is missing");
        }
    }

    private Orientation png() throws BrokenPictureException {
        Orientation orientation = Orientation.UPRIGHT;
        long chunk = BEFORE;
        while (chunk + AROUND <= file.length()) {
            int at = (int) chunk;
            long end = chunk + AROUND + file.u32(at);
            if (file.has("IEND", at + 4)) {
                return orientation;
            }
            if (file.has("eXIf", at + 4) && end <= file.length()) {
                orientation = Orientation.ofTiff(file, at + BEFORE, (int) end - 4);
            }
            chunk = end;
        }
        throw Reasons.truncated("its end is missing");
    }

    private Orientation webp() throws BrokenPictureException {
        if (8 + file.u32Little(4) > file.length()) {
            throw Reasons.truncated("its end is missing");
        }
        long chunk = 12;
        while (chunk + BEFORE <= file.length()) {
            int at = (int) chunk;
            long size = file.u32Little(at + 4);
            long end = chunk + BEFORE + size;
            if (end > file.length()) {
                throw Reasons.truncated("its end is missing");
            }
            if (file.has("VP8L", at) && size >= 5) {
                // Two sides less one, of 14 bits each, behind a byte; the reader decodes them whatever the canvas is.
                long sides = file.u32Little(at + BEFORE + 1);
                limits.checkWhole((sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1);
            }
            if (file.has("EXIF", at)) {
                // Some writers keep JPEG's "Exif\0\0" before the block.
                int from = at + BEFORE + (file.has("Exif\0\0", at + BEFORE) ? 6 : 0);
                return Orientation.ofTiff(file, from, (int) end);
            }
            chunk = end + size % 2;
        }
        return Orientation.UPRIGHT;
    }

    /** Follows the blocks to the end of the first picture. */
    private void gif() throws BrokenPictureException {
        int at = 13;
        if (file.length() > at) {
            at += colours(file.u8(10));
        }
        while (at + 10 < file.length()) {
            int introducer = file.u8(at);
            if (introducer == 0x21) {
                at = afterBlocks(at + 2);
            } else if (introducer == 0x2C) {
                afterBlocks(at + 11 + colours(file.u8(at + 9)));
                return;
            } else {
                throw Reasons.damaged("there is no GIF block at byte " + at);
            }
        }
        throw Reasons.truncated("its first picture is missing");
    }

    /** The bytes of a colour table, by the flags that announce it. */
    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private int afterBlocks(int from) throws BrokenPictureException {
        int at = from;
        while (at < file.length() && file.u8(at) != 0) {
            at += 1 + file.u8(at);
        }
        if (at >= file.length()) {
            throw Reasons.truncated("its first picture's end is missing");
        }
        return at + 1;
    }
}
