package cnn.compare.report;

/** The page's building blocks. */
public final class Page {
    private Page() {}

    public static Tag section(String id, String heading) {
        return Tag.of("section")
                .with("id", id)
                .add(Tag.of("h2").text(heading));
    }

    public static Tag paragraph(String text) {
        return Tag.of("p").text(text);
    }

    public static Tag paragraph(String cssClass, String text) {
        return Tag.of("p", cssClass).text(text);
    }

    /** A chart with its explanation beside it, or below it where there is no room. */
    public static Tag explained(Tag chart, Tag explanation) {
        return Tag.of("div", "explained").add(chart, explanation);
    }

    /** What one sees, why it matters, and what a wrong gradient would look like. */
    public static Tag explanation(String see, String matters, String wrong) {
        return Tag.of("aside")
                .add(
                        block("What you see", see),
                        block("Why it matters", matters),
                        block("What would a wrong gradient look like here?", wrong));
    }

    private static Tag block(String heading, String text) {
        return Tag.of("div").add(Tag.of("h3").text(heading), paragraph(text));
    }

    public static Tag folded(String summary, Tag content) {
        return Tag.of("details").add(Tag.of("summary").text(summary), content);
    }

    public static Tag code(String text) {
        return Tag.of("div", "scroll").add(Tag.of("pre").text(text.stripTrailing()));
    }

    /** A table with a head, whose first column names its lines. */
    public static Tag table(String... head) {
        return table("plain", headLine(head));
    }

    /** A table whose first column holds whole sentences. */
    public static Tag sentences(String... head) {
        return table("plain sentences", headLine(head));
    }

    private static Tag headLine(String... head) {
        Tag line = Tag.of("tr");
        for (String text : head) {
            line.add(Tag.of("th").with("scope", "col").text(text));
        }
        return line;
    }

    private static Tag table(String cssClass, Tag head) {
        return Tag.of("table", cssClass).add(Tag.of("thead").add(head));
    }

    public static Tag line(String name, String... cells) {
        Tag line = Tag.of("tr").add(Tag.of("th").with("scope", "row").text(name));
        for (String cell : cells) {
            line.add(Tag.of("td").text(cell));
        }
        return line;
    }

    public static Tag scroll(Tag table) {
        return Tag.of("div", "scroll").add(table);
    }

    /** A list of terms and what they are. */
    public static Tag terms(String... pairs) {
        Tag list = Tag.of("dl", "terms");
        for (int i = 0; i < pairs.length; i += 2) {
            list.add(Tag.of("div")
                    .add(Tag.of("dt").text(pairs[i]), Tag.of("dd").text(pairs[i + 1])));
        }
        return list;
    }
}
