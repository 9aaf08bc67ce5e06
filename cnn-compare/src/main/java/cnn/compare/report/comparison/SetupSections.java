package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.Setup;
import java.util.Locale;

/** What was run, and how to run it again. */
final class SetupSections {
    private SetupSections() {}

    static Tag network(ComparisonResult result) {
        Setup s = result.setup();
        Tag engines = Page.table("engine", "precision", "part", "what it is");
        Tag body = Tag.of("tbody");
        for (EngineInfo engine : result.engines()) {
            body.add(Page.line(engine.name(), engine.precision(), engine.role(), engine.description()));
        }
        Tag section = Page.section("network", "The network, and who runs it")
                .add(
                        Page.paragraph("All engines run this network from the same initial weights on the same "
                                + "batches. Each implementation has a forward and a backward pass of its own, so that "
                                + "a mistake in one shows beside the others."),
                        Tag.of("div", "pair").add(Page.code(s.networkTable()), facts(s)));
        return section.add(
                result.engines().isEmpty()
                        ? Page.paragraph("empty", "No engine took part.")
                        : Page.scroll(engines.add(body)));
    }

    private static Tag facts(Setup s) {
        return Page.terms(
                "Pictures", s.dataset() + (s.classes().isEmpty() ? "" : ": " + String.join(", ", s.classes())),
                "Train, test", Figures.count(s.trainImages()) + ", " + Figures.count(s.testImages()) + " images",
                "Parameters", Figures.count(s.parameters()),
                "Multiply-adds", Figures.count(s.multiplyAdds()) + " an image, forward",
                "Loss", s.loss(),
                "Optimizer", s.optimizer(),
                "Initial weights", s.initializer(),
                "Training", Figures.plural(s.epochs(), "epoch", "epochs") + " in batches of " + s.batchSize(),
                "Gradients compared on", Figures.plural(s.gradientBatch(), "image", "images"));
    }

    static Tag again(ComparisonResult result) {
        Setup s = result.setup();
        String command = s.command().strip();
        String yaml = s.networkYaml().startsWith(" ") ? "network:\n" + s.networkYaml() : s.networkYaml();
        return Page.section("again", "Run it again")
                .add(
                        Page.code(command.startsWith("./cnn") ? command : "./cnn " + command),
                        Page.paragraph("The same seed gives the same weights, batches and order on every engine: seed "
                                + String.format(Locale.ROOT, "%d", s.seed()) + "."),
                        Page.folded("The network as YAML", Page.code(yaml)),
                        Page.terms("Run on", s.machine(), "Started", s.started(), "Pictures from", s.citation()));
    }
}
