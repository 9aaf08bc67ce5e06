package cnn.compare.report;

import java.util.List;

/** A drawing that can be made for any width. */
public interface Chart {
    /** Unique in the page; the name of its file where it is one. */
    String id();

    /** What it is about, a heading. */
    String title();

    /** @return an {@code svg} element */
    Tag draw(int width);

    /** Of the drawing of that width. */
    double height(int width);

    /** The lines that must be explained above it; empty where the drawing itself says what is what. */
    default List<EngineStyle> legend() {
        return List.of();
    }
}
