package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.BackendPair;
import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;
import cnn.compare.experiment.summary.TestPictures;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.HtmlPage;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import java.util.Map;

/** The report as one self-contained page: tables, charts, and the most confident mistakes as pictures. */
public final class ExperimentPage {
    private ExperimentPage() {}

    /** @param pictures where mistakes are looked up */
    public static String of(Summary summary, TestPictures pictures) {
        Tag main = Tag.of("main").add(Tag.of("h1").text("Experiments"));
        if (!summary.notes().isEmpty()) {
            Tag list = Tag.of("ul");
            summary.notes().forEach(note -> list.add(Tag.of("li").text(note)));
            main.add(Tag.of("div", "alarm").add(Tag.of("h2").text("Know this first"), list));
        }
        Tag links = Tag.of("nav");
        for (int g = 0; g < summary.groups().size(); g++) {
            links.add(Tag.of("a").with("href", "#group" + g).text(summary.groups().get(g).name()));
        }
        main.add(links);
        for (int g = 0; g < summary.groups().size(); g++) {
            main.add(group(summary.groups().get(g), "group" + g, pictures));
        }
        return HtmlPage.of("cnn experiment", main);
    }

    private static Tag group(Group group, String id, TestPictures pictures) {
        GroupCharts charts = GroupCharts.of(group, id);
        Tag section = Page.section(id, group.name());
        Words.outcome(group).ifPresent(words -> section.add(Page.paragraph(words)));
        section.add(Grids.accuracy(group).html(), Page.paragraph(Words.ACCURACY))
                .add(Tag.of("h3").text(charts.accuracy().title()), Svg.responsive(charts.accuracy()));
        Grid published = Grids.published(group);
        if (!published.isEmpty()) {
            section.add(Tag.of("h3").text("Published"), published.html());
        }
        if (!charts.curves().isEmpty()) {
            section.add(Tag.of("h3").text("How the trainings went"), EngineStyle.legend(charts.curves().get(0).legend()));
            charts.curves().forEach(chart -> section.add(Svg.responsive(chart)));
        }
        charts.gradients().ifPresent(chart -> section.add(
                Tag.of("h3").text(chart.title()), Svg.responsive(chart), Page.paragraph("note", Words.GRADIENTS)));
        if (!group.pairs().isEmpty()) {
            section.add(pairs(group));
        }
        if (!group.backends().isEmpty()) {
            section.add(
                    Tag.of("h3").text("Backends side by side"),
                    Page.paragraph(Words.backends(BackendPair.DELTA)),
                    Grids.backends(group).html());
        }
        Grid confusion = Grids.confusion(group);
        if (!confusion.isEmpty()) {
            section.add(
                    Tag.of("h3").text("What was taken for what"),
                    Page.paragraph("Test pictures, summed over the seeds."),
                    confusion.html());
        }
        section.add(Tag.of("h3").text("Each network"));
        group.entries().forEach(entry -> section.add(Details.of(entry, pictures)));
        return section.add(
                Page.folded("Where and by what it was computed", Grids.surroundings(group).html()));
    }

    private static Tag pairs(Group group) {
        Map<String, Grid> matrices = PairGrids.matrices(group);
        Tag list = PairGrids.list(group).html();
        Tag box = Tag.of("div").add(Tag.of("h3").text("Which differ"), Page.paragraph(Words.PAIRS));
        matrices.forEach((backend, matrix) ->
                box.add(Page.paragraph("On " + backend + ". " + Words.MATRIX), matrix.html()));
        return box.add(matrices.isEmpty() ? list : Page.folded("Each pair", list));
    }
}
