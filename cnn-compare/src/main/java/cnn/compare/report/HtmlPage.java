package cnn.compare.report;

/**
 * A page for a browser that needs nothing but itself: it holds its own style and drawings and asks the network for
 * nothing; it follows the reader's choice of light or dark, fits a phone, prints, and is well-formed XML.
 */
public final class HtmlPage {
    /** Whatever text got into the page: a browser loads and runs nothing that does not stand in it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private HtmlPage() {}

    /** The page's source. */
    public static String of(String title, Tag main) {
        Tag head = Tag.of("head")
                .add(
                        Tag.of("meta").with("charset", "utf-8"),
                        Tag.of("meta").with("http-equiv", "Content-Security-Policy").with("content", POLICY),
                        Tag.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                        Tag.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        // Without it, a browser asks the server for an icon.
                        Tag.of("link").with("rel", "icon").with("href", "data:,"),
                        Tag.of("title").text(title),
                        Tag.of("style").raw(Resource.text("chart.css")).raw(Resource.text("report.css")));
        Tag body = Tag.of("body").add(main, Tag.of("script").raw(Resource.text("report.js")));
        return "<!DOCTYPE html>\n" + Tag.of("html").with("lang", "en").add(head, body) + "\n";
    }
}
