package cnn.compare.report;

import java.util.Set;

/**
 * An element of the page with its attributes and content, HTML or SVG. All text is escaped here and nowhere else; what
 * it writes is well-formed XML and HTML at once.
 */
public final class Tag {
    /** HTML's elements without an end tag; every other one needs one. */
    private static final Set<String> VOID = Set.of("br", "img", "meta", "link");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Tag(String name) {
        this.name = name;
    }

    public static Tag of(String name) {
        return new Tag(name);
    }

    public static Tag of(String name, String cssClass) {
        return new Tag(name).with("class", cssClass);
    }

    public Tag with(String attribute, String value) {
        attributes.append(' ').append(attribute).append("=\"");
        // An XML parser would make a space of a bare line feed in an attribute.
        attributes.append(escape(value).replace("\n", "&#10;")).append('"');
        return this;
    }

    public Tag with(String attribute, double value) {
        return with(attribute, Svg.number(value));
    }

    public Tag text(String text) {
        content.append(escape(text));
        return this;
    }

    public Tag add(Tag... children) {
        for (Tag child : children) {
            content.append(child);
        }
        return this;
    }

    public Tag add(Iterable<Tag> children) {
        children.forEach(child -> content.append(child));
        return this;
    }

    /** Content that is no text: the page's own style sheet and script. */
    public Tag raw(String source) {
        content.append(source);
        return this;
    }

    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** The characters of XML 1.0 (section 2.2); others would make the page unreadable for an XML parser. */
    private static boolean allowed(int c) {
        boolean space = c == '\t' || c == '\n' || c == '\r';
        return space || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF;
    }

    @Override
    public String toString() {
        String start = "<" + name + attributes;
        return VOID.contains(name) ? start + "/>" : start + ">" + content + "</" + name + ">";
    }
}
