package cnn.scratch.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Backend;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.SingleLayer;
import cnn.check.faults.Fault;
import cnn.scratch.textbook.TextbookBackend;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.MaxPool2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page docs/planted-faults.md: its tables are the catalogue's, and its worked examples come out as it says. */
class PlantedFaultsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "planted-faults.md");

    private final TextbookFaults catalogue = new TextbookFaults();

    @Test
    void thePageListsTheCatalogueWordByWord() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        for (Fault fault : catalogue.faults()) {
            String words = Pattern.quote("| `%s` | %s | %s | ".formatted(fault.id(), fault.mistake(), fault.symptom()));
            String source = Pattern.quote(" | %s |".formatted(cell(fault)));
            Pattern row = Pattern.compile(words + "[A-Z]\\d+(, [A-Z]\\d+)*" + source);
            assertThat(page).as("the row of %s", fault.id()).anyMatch(line -> row.matcher(line).matches());
        }
        assertThat(page.stream().filter(line -> line.startsWith("| `"))).hasSameSizeAs(catalogue.faults());
    }

    /** A source is a title and an address, with a comma or a question mark between. */
    private static String cell(Fault fault) {
        return fault.source()
                .map(source -> {
                    int address = source.lastIndexOf(' ') + 1;
                    String title = source.substring(0, address).replaceAll(",? $", "");
                    return "[%s](%s)".formatted(title, source.substring(address));
                })
                .orElse("");
    }

    private LayerOutputs right(LayerInputs in) {
        try (Backend textbook = new TextbookBackend(1)) {
            return SingleLayer.run(textbook, in);
        }
    }

    private LayerOutputs wrong(String id, LayerInputs in) {
        Fault fault = catalogue.faults().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (Backend backend = catalogue.plant(fault)) {
            return SingleLayer.run(backend, in);
        }
    }

    @Test
    void theKernelThatIsNotRotated() {
        LayerInputs in = new LayerInputs(
                new Conv2d(1, Window2d.of(2), false),
                Shape.of(1, 3, 3),
                1,
                new double[] {5, 1, 0, 2, 3, 1, 0, 4, 2},
                new double[] {1, 2, 3, 4},
                new double[] {1, 0, 0, 0});
        assertThat(right(in).y()).containsExactly(25, 14, 24, 25);
        assertThat(right(in).dx()).containsExactly(1, 2, 0, 3, 4, 0, 0, 0, 0);
        assertThat(wrong("conv2d-kernel-not-rotated-in-dx", in).dx()).containsExactly(4, 3, 0, 2, 1, 0, 0, 0, 0);
        assertThat(wrong("conv2d-kernel-not-rotated-in-dx", in).gradient()).containsExactly(right(in).gradient());
    }

    @Test
    void batchNormalisationWithoutTheMeansTerm() {
        LayerInputs in = new LayerInputs(
                new BatchNorm2d(0.1, 1e-12),
                Shape.of(1, 1, 1),
                4,
                new double[] {1, 2, 3, 6},
                new double[] {1, 0},
                new double[] {1, 0, 0, 0});
        assertThat(right(in).dx()).containsExactly(new double[] {0.2482, -0.2100, -0.1336, 0.0955}, within(5e-5));
        double[] wrong = wrong("batch-norm2d-mean-term-missing-in-dx", in).dx();
        assertThat(wrong).containsExactly(new double[] {0.3818, -0.0764, 0.0000, 0.2291}, within(5e-5));
    }

    @Test
    void theLastOfTheLargest() {
        LayerInputs in = new LayerInputs(
                new MaxPool2d(2), Shape.of(1, 2, 2), 1, new double[4], new double[0], new double[] {1});
        assertThat(right(in).dx()).containsExactly(1, 0, 0, 0);
        assertThat(wrong("max-pool2d-last-of-the-largest-wins", in).dx()).containsExactly(0, 0, 0, 1);
        assertThat(wrong("max-pool2d-every-one-of-the-largest-wins", in).dx()).containsExactly(1, 1, 1, 1);
    }
}
