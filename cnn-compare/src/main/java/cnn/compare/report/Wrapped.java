package cnn.compare.report;

/** Running text for a terminal, broken at spaces. */
public final class Wrapped {
    private Wrapped() {}

    /**
     * The text in lines, each ended by a line feed. A word that is wider than a line keeps a line of its own.
     *
     * @param indent of the first line, in columns
     * @param hanging of the lines after it
     * @param width that no line exceeds
     */
    public static String lines(String text, int indent, int hanging, int width) {
        StringBuilder lines = new StringBuilder();
        String start = " ".repeat(indent);
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : text.strip().split("[ \n]")) {
            if (!empty && Table.width(line.toString()) + 1 + Table.width(word) > width) {
                lines.append(line).append('\n');
                line = new StringBuilder(" ".repeat(hanging));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return lines.append(line).append('\n').toString();
    }
}
