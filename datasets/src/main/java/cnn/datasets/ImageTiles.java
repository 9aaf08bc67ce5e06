package cnn.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A tile sheet: many RGB pictures of one size in one PNG, side by side and row by row, which a person can look at and
 * which loses nothing. If the last row is not full, the rest of it is black.
 *
 * <p>Streams are buffered in memory, never in a temporary file, and no display is needed.
 *
 * @param count pictures on the sheet
 * @param columns pictures side by side
 * @param height H, of one picture
 * @param width W, of one picture
 */
public record ImageTiles(int count, int columns, int height, int width) {
    private static final int CHANNELS = 3;

    public ImageTiles {
        if (count < 1 || columns < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("a tile sheet needs at least one picture of at least one pixel");
        }
        // Both fail rather than overflow.
        Math.multiplyExact(Math.multiplyExact(count, CHANNELS), Math.multiplyExact(height, width));
        Math.multiplyExact(columns * width, (count + columns - 1) / columns * height);
    }

    private int rows() {
        return (count + columns - 1) / columns;
    }

    /**
     * The pictures of a sheet, {@code [count, 3, H, W]}. The sheet's extents are checked before any pixel is decoded.
     *
     * @throws IOException if the stream is no PNG, is damaged, or is not such a sheet; the message says what was
     *     expected. Not all damage is noticed: PNG's checksums are not asked
     */
    public byte[] decode(InputStream png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(png)) {
            reader.setInput(in, true, true);
            int sheetW = reader.getWidth(0);
            int sheetH = reader.getHeight(0);
            if (sheetW != columns * width || sheetH != rows() * height) {
                throw new IOException("expected %d×%d pixels (%d×%d pictures of %d×%d), got %d×%d"
                        .formatted(columns * width, rows() * height, columns, rows(), width, height, sheetW, sheetH));
            }
            return split(reader.read(0).getRaster());
        } catch (RuntimeException damaged) {
            // ImageIO answers to some damaged files with whatever its arithmetic ran into.
            throw new IOException("not a readable PNG (" + damaged + ")", damaged);
        } finally {
            reader.dispose();
        }
    }

    private byte[] split(Raster sheet) throws IOException {
        if (sheet.getNumBands() != CHANNELS || sheet.getTransferType() != DataBuffer.TYPE_BYTE) {
            throw new IOException("expected RGB with 8 bits a channel, got %d channels of %d bits"
                    .formatted(sheet.getNumBands(), DataBuffer.getDataTypeSize(sheet.getTransferType())));
        }
        int plane = height * width;
        byte[] pixels = new byte[count * CHANNELS * plane];
        byte[] tile = new byte[CHANNELS * plane];
        for (int n = 0; n < count; n++) {
            sheet.getDataElements(n % columns * width, n / columns * height, width, height, tile);
            for (int c = 0; c < CHANNELS; c++) {
                int to = (n * CHANNELS + c) * plane;
                for (int i = 0; i < plane; i++) {
                    pixels[to + i] = tile[i * CHANNELS + c];
                }
            }
        }
        return pixels;
    }

    /**
     * Writes pictures {@code [count, 3, H, W]} as a sheet. The pixels are exact; the file's bytes may differ between
     * versions of the JDK, and as the JDK's writer uses none of PNG's filters, other tools pack it tighter.
     */
    public void encode(byte[] pixels, OutputStream png) throws IOException {
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(join(pixels), "png", out)) {
                throw new IOException("this Java installation cannot write PNG");
            }
        }
    }

    private BufferedImage join(byte[] pixels) {
        BufferedImage sheet = new BufferedImage(columns * width, rows() * height, BufferedImage.TYPE_3BYTE_BGR);
        WritableRaster raster = sheet.getRaster();
        int plane = height * width;
        byte[] tile = new byte[CHANNELS * plane];
        for (int n = 0; n < count; n++) {
            for (int c = 0; c < CHANNELS; c++) {
                int from = (n * CHANNELS + c) * plane;
                for (int i = 0; i < plane; i++) {
                    tile[i * CHANNELS + c] = pixels[from + i];
                }
            }
            raster.setDataElements(n % columns * width, n / columns * height, width, height, tile);
        }
        return sheet;
    }
}
