package cnn.compare.report;

/** A drawing that can be made for any width. */
public interface Chart {
    /** What it is about, a heading. */
    String title();

    /** @return an {@code svg} element */
    Tag draw(int width);

    /** Of the drawing of that width. */
    double height(int width);
}
