package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code experiment run}, {@code report} and {@code list} as typed. */
class ExperimentCommandTest {
    private static final String LINEAR =
            """
            # Nothing but a dense layer.
            dataset: {name: cats-dogs-32, train: 40, test: 20}
            network: {input: [3, 32, 32], layers: [flatten, {dense: {units: 2}}]}
            training: {optimizer: {sgd: {learning_rate: RATE}}, epochs: 2, batch_size: 10}
            backend: scratch
            published: {accuracy: [0.6, 0.7], on: test, samples: 100, source: "Somebody 2020"}
            """;

    @TempDir
    private Path temp;

    private Path file(String name, String rate) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("linear"));
        return Files.writeString(folder.resolve(name), LINEAR.replace("RATE", rate));
    }

    @Test
    void runsAndReports() throws IOException {
        Path out = temp.resolve("out");
        Object[] command = {
            "experiment", "run", file("slow.yaml", "0.0001"), file("fast.yaml", "0.001"), "--seeds", "2",
            "--backend", "scratch,textbook", "--out", out
        };
        Outcome run = cnn(command);
        assertThat(run.code()).as(run.errors()).isZero();
        assertThat(run.output())
                .contains("8 trainings, 0 of them done already", "slow on textbook, seed 2: test accuracy", "report: ");
        assertThat(cnn(command).output()).contains("8 trainings, 8 of them done already");
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page)
                .contains("Nothing but a dense layer.", "Somebody 2020", "The whole recipe", "learning_rate: 0.0001");
        Path copy = temp.resolve("copy");
        Outcome report = cnn("experiment", "report", out, "--out", copy);
        assertThat(report.code()).as(report.errors()).isZero();
        assertThat(Pattern.compile("]\\((.*?\\.svg)\\)")
                        .matcher(Files.readString(out.resolve("report.md")))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactly("linear-accuracy.svg", "linear-loss.svg", "linear-gradients.svg")
                .allSatisfy(name -> assertThat(Files.readString(out.resolve(name))).startsWith("<svg "));
        for (String name : List.of("report.html", "report.md", "report.json")) {
            assertThat(copy.resolve(name)).hasSameTextualContentAs(out.resolve(name));
        }
    }

    /** The trained model keeps in which views it is asked: whoever asks it later gets the same answers. */
    @Test
    void evaluateAsksInTheSameViews() throws IOException {
        Path once = file("once.yaml", "0.0001");
        Path twice = Files.writeString(
                once.resolveSibling("twice.yaml"),
                Files.readString(once).replace("epochs: 2,", "epochs: 2, test_augmentation: flip,"));
        Path out = temp.resolve("out");
        assertThat(cnn("experiment", "run", once, twice, "--out", out).code()).isZero();
        assertThat(loss(out, "twice")).isNotEqualTo(loss(out, "once"));
        for (String name : List.of("once", "twice")) {
            Outcome asked = cnn("evaluate", folder(out, name), "--json");
            assertThat(asked.code()).as(asked.errors()).isZero();
            assertThat(number("loss", asked.output())).isEqualTo(loss(out, name));
        }
        Outcome plain = cnn("evaluate", folder(out, "twice"), "--json", "--test-augmentation", "none");
        assertThat(number("loss", plain.output())).isEqualTo(loss(out, "once"));
        assertThat(cnn("evaluate", folder(out, "twice"), "--test-augmentation", "flop").errors())
                .contains("unknown test_augmentation 'flop'");
    }

    private static Path folder(Path out, String name) {
        return out.resolve("linear").resolve(name).resolve("scratch").resolve("seed-1");
    }

    private static double loss(Path out, String name) throws IOException {
        String text = Files.readString(folder(out, name).resolve("result.json"));
        return number("loss", text.substring(text.indexOf("\"test\" : {")));
    }

    /** The first number of that name in a JSON text. */
    private static double number(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*([-0-9.eE]+)").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void listsWhatComesWithTheProgram() {
        Outcome list = cnn("experiment", "list");
        assertThat(list.code()).isZero();
        assertThat(list.output())
                .containsPattern("experiments/dogs-vs-cats/resnet-20.yaml +271,954 ")
                .contains("experiments/ablations/depth/1.yaml");
    }

    @Test
    void saysWhatIsWrongInOneLine() throws IOException {
        Outcome none = cnn("experiment", "run", temp.resolve("none.yaml"));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.errors()).contains("none.yaml").hasLineCount(1);
        Outcome both = cnn("experiment", "run", file("slow.yaml", "0.1"), "--quick", "--seeds", "3");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.errors()).contains("--quick is one seed").hasLineCount(1);
        Outcome empty = cnn("experiment", "report", temp);
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.errors()).hasLineCount(1);
    }
}
