package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How many elements are how many ULPs away: one bar for 0, 1, 2-3, 4-7, … ULPs, as a share of all elements.
 *
 * @param id unique in the page
 * @param counts bucket 0 holds distance 0, bucket k > 0 holds [2^(k-1), 2^k)
 * @param buckets how many are drawn, the same in charts that are compared
 * @param bad whether a tensor in it disagrees
 */
public record Histogram(String id, String title, String note, List<Long> counts, int buckets, boolean bad) {
    private static final double WIDTH = 220;
    private static final double HEIGHT = 74;
    private static final double SIDE = 8;
    private static final double TOP = 22;

    public Tag draw(EngineStyle style) {
        double total = Math.max(1, counts.stream().mapToLong(c -> c).sum());
        double largest = Math.max(1, counts.stream().mapToLong(c -> c).max().orElse(0));
        double step = (WIDTH - 2 * SIDE) / buckets;
        double bottom = TOP + HEIGHT;
        Tag image = Svg.image(id, WIDTH, bottom + 22, title, note)
                .add(Svg.text("tick", SIDE, 14, "start", Figures.percent(largest / total)))
                .add(Svg.line("grid", SIDE, TOP, WIDTH - SIDE, TOP));
        for (int k = 0; k < Math.min(buckets, counts.size()); k++) {
            long count = counts.get(k);
            if (count > 0) {
                // A single element among millions must still be seen: it may be the wrong one.
                double height = Math.max(1.5, HEIGHT * count / largest);
                image.add(Svg.rect("bar " + style.css(), SIDE + k * step + 0.5, bottom - height, step - 1, height)
                        .add(Tag.of("title").text(range(k) + " ULPs: " + Figures.count(count) + " elements")));
            }
        }
        image.add(Svg.line("axis", SIDE, bottom, WIDTH - SIDE, bottom));
        for (int k : labelled()) {
            String anchor = k == 0 ? "start" : "middle";
            image.add(Svg.text("tick", SIDE + (k == 0 ? 0 : (k + 0.5) * step), bottom + 16, anchor, low(k)));
        }
        return Tag.of("figure", bad ? "small bad" : "small")
                .add(image, Tag.of("figcaption").text(title), Tag.of("p", "note").text(note));
    }

    private List<Integer> labelled() {
        List<Integer> labelled = new ArrayList<>();
        int every = Math.max(1, (int) Math.ceil(buckets / 4.0));
        for (int k = 0; k < buckets; k += every) {
            labelled.add(k);
        }
        return labelled;
    }

    /** The smallest distance in a bucket. */
    private static String low(int k) {
        if (k == 0) {
            return "0";
        }
        return k <= 10 ? Long.toString(1L << (k - 1)) : "2" + Axis.power(k - 1).substring(2);
    }

    private static String range(int k) {
        return k < 2 ? Integer.toString(k) : low(k) + " to below " + low(k + 1);
    }
}
