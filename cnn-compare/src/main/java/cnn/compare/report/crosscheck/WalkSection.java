package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Walk;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.List;

/** Walks through networks: where an engine parts from the oracle first, and why. */
final class WalkSection {
    private WalkSection() {}

    static Tag of(CrossCheckFindings findings) {
        Tag section = Page.section("walks", "Where does an engine part from the oracle first?");
        List<Walk> walks = findings.result().walks();
        if (walks.isEmpty()) {
            return section.add(Page.paragraph("empty", "No network was walked through."));
        }
        List<Walk> diverging = findings.diverging();
        section.add(Page.paragraph(
                diverging.isEmpty()
                        ? "Nowhere: on none of " + Figures.plural(walks.size(), "walk", "walks")
                                + " is an error larger than a layer's own rounding and what it inherits."
                        : Figures.plural(diverging.size(), "walk", "walks") + " of " + walks.size()
                                + " came to a layer whose error nothing explains."));
        section.add(legend());
        for (int k = 0; k < walks.size(); k++) {
            Walk walk = walks.get(k);
            if (walk.first().isPresent()) {
                Walk.Divergence first = walk.first().get();
                section.add(
                        Tag.of("h3").text(name(walk) + ": at " + first.tensor() + " of '" + first.layer() + "'"),
                        drawing(walk, k),
                        divergence(first));
            }
        }
        Tag others = Tag.of("div", "folds");
        for (int k = 0; k < walks.size(); k++) {
            if (walks.get(k).first().isEmpty()) {
                others.add(Page.folded(name(walks.get(k)), drawing(walks.get(k), k)));
            }
        }
        if (diverging.size() < walks.size()) {
            section.add(Tag.of("h3").text("Everything explained"), others);
        }
        return section.add(explanation());
    }

    private static String name(Walk walk) {
        return walk.subject() + " on " + walk.network();
    }

    private static Tag drawing(Walk walk, int number) {
        return Page.scroll(new WalkDrawing("walk" + number, name(walk), walk.steps()).draw());
    }

    private static Tag legend() {
        return Tag.of("ul", "legend")
                .add(
                        Tag.of("li").add(Tag.of("span", "swatch local")).text(" the layer's own error"),
                        Tag.of("li").add(Tag.of("span", "swatch inherited")).text(" inherited from its inputs"),
                        Tag.of("li").add(Tag.of("span", "swatch wrong")).text(" ✗ own error beyond its bound"));
    }

    private static Tag divergence(Walk.Divergence d) {
        Tag box = Tag.of("div")
                .add(Page.paragraph("The worst element there is " + ConsoleWalks.element(d) + " (" + d.kind() + "): "
                        + d.value() + " where " + d.expected()
                        + " was expected from the same inputs; rounding explains at"
                        + " most " + Figures.scientific(d.bound()) + "."));
        if (d.terms().isEmpty()) {
            return box;
        }
        Tag body = Tag.of("tbody");
        d.terms().forEach(term -> body.add(Page.line(term.factors(), Figures.scientific(term.value()))));
        String which = d.terms().size() < d.termCount()
                ? "The largest " + d.terms().size() + " of the " + Figures.count(d.termCount())
                        + " terms that it is the sum of:"
                : "It is the sum of these terms:";
        return box.add(
                Page.paragraph(which),
                Page.scroll(Page.table("factors", "value").add(body)));
    }

    private static Tag explanation() {
        return Page.explanation(
                        "A network's layers from left to right. Upper band: activations y on the way forward; middle:"
                                + " gradients dx on the way back, to be read from right to left; lower: the parameters'"
                                + " gradients. The filled bar is the error that the layer makes itself when it is given"
                                + " the oracle's inputs; the hollow one is what the oracle itself would make of the"
                                + " engine's inputs. Each line of the grid is a power of ten.",
                        "In a deep network every number differs a little from the oracle's, and differences grow. By"
                                + " transplanting one engine's tensors into the other's layers, the error of each layer"
                                + " alone is told from what it was handed: only the former is its fault.",
                        "One filled red bar towers over its neighbours. Everything after it in the order of the passes"
                                + " is off as well, but as hollow bars: those layers are innocent.")
                .with("class", "columns");
    }
}
