package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.BackendPair;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;
import cnn.compare.experiment.summary.TestPictures;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.HtmlPage;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.report.Whiskers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
        List<EngineStyle> styles = styles(group);
        Tag section = Page.section(id, group.name())
                .add(Grids.accuracy(group).html(), Page.paragraph(Words.ACCURACY))
                .add(accuracies(group, id, styles));
        Grid published = Grids.published(group);
        if (!published.isEmpty()) {
            section.add(Tag.of("h3").text("Published"), published.html());
        }
        Curves.of(group, id, styles).ifPresent(section::add);
        Gradients.of(group, id, styles).ifPresent(section::add);
        if (!group.pairs().isEmpty()) {
            section.add(Tag.of("h3").text("Paired tests"), Page.paragraph(Words.PAIRS), Grids.pairs(group).html());
        }
        if (!group.backends().isEmpty()) {
            section.add(
                    Tag.of("h3").text("Backends side by side"),
                    Page.paragraph(Words.backends(BackendPair.DELTA)),
                    Grids.backends(group).html());
        }
        section.add(Tag.of("h3").text("Each network"));
        group.entries().forEach(entry -> section.add(Details.of(entry, pictures)));
        return section.add(
                Page.folded("Where and by what it was computed", Grids.surroundings(group).html()));
    }

    private static List<EngineStyle> styles(Group group) {
        return IntStream.range(0, group.entries().size())
                .mapToObj(k -> new EngineStyle(name(group, group.entries().get(k)), k))
                .toList();
    }

    /** The backend is named where there is more than one. */
    private static String name(Group group, Entry entry) {
        boolean several = group.entries().stream().map(Entry::backend).distinct().count() > 1;
        return several ? entry.label() + " on " + entry.backend() : entry.label();
    }

    private static Tag accuracies(Group group, String id, List<EngineStyle> styles) {
        List<Whiskers.Row> rows = new ArrayList<>();
        for (int k = 0; k < styles.size(); k++) {
            Entry entry = group.entries().get(k);
            EngineStyle style = styles.get(k);
            rows.add(entry.drawn()
                    .map(range -> new Whiskers.Row(
                            style,
                            range.low(),
                            entry.accuracy().orElseThrow().mean(),
                            range.high()))
                    .orElseGet(() -> new Whiskers.Row(style, Double.NaN, Double.NaN, Double.NaN)));
        }
        int classes = group.entries().get(0).any().samples().classes().size();
        List<Whiskers.Mark> marks = List.of(new Whiskers.Mark("guessing", 1.0 / classes));
        String description = "The mean test accuracy of each network with its 95% interval.";
        Tag chart = Svg.responsive(width -> new Whiskers(
                        id + "-accuracy", "Test accuracy", description, rows, marks, Optional.empty())
                .draw(width));
        return Tag.of("div").add(Tag.of("h3").text("Test accuracy"), chart);
    }
}
