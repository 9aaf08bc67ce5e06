package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Evidence;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which engines share no code, so that their agreement is worth something. */
final class EvidenceSection {
    private EvidenceSection() {}

    static Tag of(List<Evidence> evidence) {
        Tag section = Page.section("evidence", "What is their agreement worth?");
        if (evidence.isEmpty()) {
            return section.add(Page.paragraph("empty", "There is no pair of engines."));
        }
        Set<String> engines = new LinkedHashSet<>();
        evidence.forEach(pair -> engines.addAll(List.of(pair.engine(), pair.other())));
        List<String> shared = new ArrayList<>(evidence.stream()
                .map(Evidence::shared)
                .filter(text -> !text.isBlank())
                .distinct()
                .toList());
        Tag head = Tag.of("tr").add(Tag.of("th").with("scope", "col"));
        engines.forEach(engine -> head.add(Tag.of("th").with("scope", "col").text(engine)));
        Tag body = Tag.of("tbody");
        for (String engine : engines) {
            Tag line = Tag.of("tr").add(Tag.of("th").with("scope", "row").text(engine));
            engines.forEach(other -> line.add(cell(find(evidence, engine, other), shared)));
            body.add(line);
        }
        Tag notes = Tag.of("ul", "note");
        for (int k = 0; k < shared.size(); k++) {
            notes.add(Tag.of("li").text(letter(k) + ": they share " + shared.get(k)));
        }
        return section.add(
                Page.paragraph(
                        "Two programs that call the same code agree even where it is wrong. Pairs that share nothing"
                            + " which computes what is compared are independent: when they agree to the last digits,"
                            + " both would have to be wrong in the same way."),
                Page.scroll(Tag.of("table", "heat pairs").add(Tag.of("thead").add(head), body)),
                notes);
    }

    private static Optional<Evidence> find(List<Evidence> evidence, String a, String b) {
        return evidence.stream()
                .filter(pair -> pair.engine().equals(a) && pair.other().equals(b)
                        || pair.engine().equals(b) && pair.other().equals(a))
                .findFirst();
    }

    private static Tag cell(Optional<Evidence> found, List<String> shared) {
        if (found.isEmpty()) {
            return Tag.of("td", "none").text("–");
        }
        Evidence pair = found.get();
        String note = pair.shared().isBlank() ? "" : " " + letter(shared.indexOf(pair.shared()));
        return Tag.of("td", pair.independent() ? "h1" : "h6")
                .text((pair.independent() ? "independent" : "weak") + note);
    }

    /** a, b, …; after z, numbers. */
    private static String letter(int k) {
        return k < 26 ? String.valueOf((char) ('a' + k)) : Integer.toString(k + 1);
    }
}
