package cnn.compare.report.experiment;

import cnn.compare.experiment.UnitResult;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.TestPictures;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.error.BadInputException;
import java.util.Base64;
import java.util.List;

/** One network: what it takes for what, where it is wrong and sure of it, its layers. */
final class Details {
    private static final int MISTAKES = 8;

    private Details() {}

    static Tag of(Entry entry, TestPictures pictures) {
        UnitResult any = entry.any();
        Tag content = Tag.of("div");
        if (!any.title().isEmpty()) {
            content.add(Page.paragraph(any.title()));
        }
        for (UnitResult result : entry.results()) {
            result.problem().ifPresent(problem ->
                    content.add(Page.paragraph("alarm", "seed " + result.seed() + " diverged: " + problem)));
        }
        if (!entry.tests().isEmpty()) {
            content.add(Page.scroll(confusion(entry)), mistakes(entry, pictures));
        }
        content.add(Page.code(any.architecture().summary()));
        entry.recipe().ifPresent(recipe -> content.add(Page.folded("The whole recipe", Page.code(recipe))));
        return Page.folded(entry.label() + " on " + entry.backend(), content);
    }

    /** Summed over the seeds. */
    private static Tag confusion(Entry entry) {
        List<String> classes = entry.any().samples().classes();
        Tag head = Tag.of("tr").add(Tag.of("td"));
        classes.forEach(name -> head.add(Tag.of("th").with("scope", "col").text("→ " + name)));
        Tag body = Tag.of("tbody");
        for (int i = 0; i < classes.size(); i++) {
            List<Integer> counts = entry.confusion().get(i);
            int sum = counts.stream().mapToInt(c -> c).sum();
            Tag line = Tag.of("tr").add(Tag.of("th").with("scope", "row").text(classes.get(i)));
            for (int j = 0; j < classes.size(); j++) {
                double share = sum == 0 ? 0 : (double) counts.get(j) / sum;
                // Ten shades in steps, from the style sheet.
                line.add(Tag.of("td", "s" + Math.round(10 * share) + (i == j ? " right" : ""))
                        .text(Figures.count(counts.get(j)))
                        .add(Tag.of("small").text(Figures.percent(share))));
            }
            body.add(line);
        }
        String caption = entry.tests().size() == 1 ? "Test pictures" : "Test pictures, summed over the seeds";
        return Tag.of("table", "confusion")
                .add(Tag.of("caption").text(caption), Tag.of("thead").add(head), body);
    }

    private static Tag mistakes(Entry entry, TestPictures pictures) {
        List<TestPictures.Mistake> mistakes = TestPictures.mistakes(entry, MISTAKES);
        Tag box = Tag.of("div").add(Tag.of("h3").text("Most confident mistakes of the first seed"));
        if (mistakes.isEmpty()) {
            return box.add(Page.paragraph("empty", "none"));
        }
        List<String> classes = entry.any().samples().classes();
        Tag list = Tag.of("div", "mistakes");
        try {
            for (TestPictures.Mistake mistake : mistakes) {
                String what = "%s, taken for %s".formatted(classes.get(mistake.label()), classes.get(mistake.predicted()));
                String png = Base64.getEncoder().encodeToString(pictures.png(entry, mistake.index()));
                list.add(Tag.of("figure")
                        .add(Tag.of("img")
                                .with("src", "data:image/png;base64," + png)
                                .with("alt", "test picture " + mistake.index() + ": " + what))
                        .add(Tag.of("figcaption")
                                .text(what + ", " + Figures.percent(mistake.confidence()) + " (no. " + mistake.index()
                                        + ")")));
            }
        } catch (BadInputException gone) {
            return box.add(Page.paragraph("empty", "The pictures cannot be shown: " + gone.getMessage()));
        }
        return box.add(list);
    }
}
