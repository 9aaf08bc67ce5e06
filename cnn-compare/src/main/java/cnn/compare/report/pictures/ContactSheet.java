package cnn.compare.report.pictures;

import cnn.compare.report.ReportFile;
import cnn.data.Normalization;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Many small pictures in one PNG, each as a network gets it: normalisation is undone (p = x·std + mean, cut off at 0 and
 * 1), and a small picture's pixels are shown as squares, not smoothed. Needs no display.
 */
public final class ContactSheet {
    /** Pictures narrower than this are drawn larger, by a whole factor. */
    private static final int NARROWEST = 96;

    private static final int SHEET_WIDTH = 1200;
    private static final int GAP = 6;
    private static final int LINE = 16;
    private static final int LARGEST_FONT = 12;
    private static final int SMALLEST_FONT = 7;
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x333333);

    /**
     * One picture, and what it was made of above it.
     *
     * @param original empty: it is the original
     * @param x the values that the network gets, {@code [C, H, W]}
     * @param label stands below
     */
    public record Tile(Optional<float[]> original, float[] x, String label) {}

    private final Shape shape;
    private final Normalization normalization;
    private final int scale;

    /**
     * @param shape of each picture, {@code [C, H, W]}
     * @throws BadInputException unless they are grey or red, green and blue
     */
    public ContactSheet(Shape shape, Normalization normalization) {
        if (shape.rank() != 3 || shape.dim(0) != 1 && shape.dim(0) != 3) {
            throw new BadInputException(
                    "only pictures of one channel or three can be drawn, these are " + shape);
        }
        this.shape = shape;
        this.normalization = normalization;
        this.scale = Math.max(1, (NARROWEST + width() - 1) / width());
    }

    private int height() {
        return shape.dim(1);
    }

    private int width() {
        return shape.dim(2);
    }

    /**
     * @param title lines above the pictures
     * @throws BadInputException if it cannot be written there; nothing is left half-written
     */
    public void write(List<String> title, List<Tile> tiles, Path file) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(draw(title, tiles), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
        ReportFile.write(file, png.toByteArray());
    }

    /** The whole sheet, row by row. */
    BufferedImage draw(List<String> title, List<Tile> tiles) {
        boolean pairs = tiles.stream().anyMatch(tile -> tile.original().isPresent());
        int across = width() * scale + GAP;
        int picture = height() * scale;
        int down = (pairs ? 2 : 1) * picture + LINE + GAP;
        int columns = Math.max(1, Math.min(tiles.size(), (SHEET_WIDTH - GAP) / across));
        int rows = (tiles.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(
                GAP + columns * across, title.size() * LINE + 2 * GAP + rows * down, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(PAPER);
            g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < title.size(); i++) {
                text(g, title.get(i), GAP, GAP + i * LINE, sheet.getWidth() - 2 * GAP);
            }
            for (int i = 0; i < tiles.size(); i++) {
                int x = GAP + i % columns * across;
                int y = title.size() * LINE + 2 * GAP + i / columns * down;
                Tile tile = tiles.get(i);
                if (tile.original().isPresent()) {
                    paint(sheet, tile.original().get(), x, y);
                    y += picture;
                }
                paint(sheet, tile.x(), x, y);
                text(g, tile.label(), x, y + picture, width() * scale);
            }
        } finally {
            g.dispose();
        }
        return sheet;
    }

    /** In the largest letters that fit; what does not fit in the smallest is cut off. */
    private static void text(Graphics2D g, String text, int x, int y, int room) {
        g.setColor(INK);
        for (int size = LARGEST_FONT; size >= SMALLEST_FONT; size--) {
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
            FontMetrics metrics = g.getFontMetrics();
            if (metrics.stringWidth(text) <= room || size == SMALLEST_FONT) {
                g.drawString(text, x, y + metrics.getAscent());
                return;
            }
        }
    }

    private void paint(BufferedImage sheet, float[] x, int left, int top) {
        for (int row = 0; row < height() * scale; row++) {
            for (int column = 0; column < width() * scale; column++) {
                sheet.setRGB(left + column, top + row, rgb(x, row / scale * width() + column / scale));
            }
        }
    }

    private int rgb(float[] x, int pixel) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            int channel = Math.min(c, shape.dim(0) - 1);
            rgb = rgb << 8 | level(channel, x[channel * height() * width() + pixel]);
        }
        return rgb;
    }

    private int level(int c, float x) {
        Normalization.Channel channel = normalization.channels().get(c);
        double p = x * channel.std() + channel.mean();
        return (int) Math.round(255 * Math.max(0, Math.min(1, p)));
    }
}
