package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Updater;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AmsGrad;
import cnn.optim.Compatibility;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The numbers of docs/optimizers.md, read from the page. */
class WorkedOptimizersTest {
    private static final double[] GRADIENTS = {1, 0.1, -0.2};
    private static final double[] RATES = {0.1, 0.1, 0.05};
    /** Half of the last digit that the page has. */
    private static final double DIGITS = 0.5e-7;

    private static final Map<String, Function<Compatibility, OptimizerSpec>> OPTIMIZERS = Map.of(
            "sgd", Sgd::of,
            "momentum", Momentum::of,
            "nesterov", Nesterov::of,
            "adagrad", AdaGrad::of,
            "rmsprop", RmsProp::of,
            "adam", Adam::of,
            "nadam", Nadam::of,
            "amsgrad", AmsGrad::of);

    private final List<List<String>> rows;

    WorkedOptimizersTest() throws IOException {
        rows = Files.readAllLines(Path.of("../docs/optimizers.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
                .toList();
    }

    @Test
    void threeUpdatesOfEachLibrary() {
        List<List<String>> updates = rows.stream().filter(row -> row.size() == 5).toList();
        assertThat(updates).hasSize(20);
        for (List<String> row : updates) {
            for (String library : row.get(1).split(", ")) {
                OptimizerSpec spec = spec(row.get(0).replace("`", ""), library);
                double[] theta = thetas(spec, GRADIENTS, RATES);
                for (int t = 0; t < theta.length; t++) {
                    assertThat(theta[t])
                            .as("%s as in %s after update %d", row.get(0), library, t + 1)
                            .isCloseTo(Double.parseDouble(row.get(2 + t)), within(DIGITS));
                }
            }
        }
    }

    @Test
    void firstStepsOfASmallGradient() {
        List<List<String>> steps =
                rows.stream().filter(row -> row.get(0).endsWith(", first step")).toList();
        assertThat(steps).hasSize(2);
        for (List<String> row : steps) {
            String name = row.get(0).substring(1, row.get(0).indexOf('`', 1));
            List<String> libraries = List.of("pytorch", "keras", "dl4j");
            for (int i = 0; i < libraries.size(); i++) {
                double theta = thetas(spec(name, libraries.get(i)), new double[] {1e-6}, new double[] {1})[0];
                assertThat(1 - theta)
                        .as("%s as in %s", name, libraries.get(i))
                        .isCloseTo(Double.parseDouble(row.get(1 + i)), within(DIGITS));
            }
        }
    }

    private static OptimizerSpec spec(String name, String library) {
        return OPTIMIZERS.get(name).apply(Compatibility.valueOf(library.toUpperCase(Locale.ROOT)));
    }

    /** θ after each update, from 1 on. */
    private static double[] thetas(OptimizerSpec spec, double[] gradients, double[] rates) {
        try (Backend textbook = Backends.named("textbook");
                Tensor parameters = textbook.tensor(Shape.of(1));
                Tensor gradient = textbook.tensor(Shape.of(1));
                Updater updater = textbook.updater(spec, parameters, gradient)) {
            parameters.copyFrom(new double[] {1});
            double[] theta = new double[gradients.length];
            for (int t = 1; t <= theta.length; t++) {
                gradient.copyFrom(new double[] {gradients[t - 1]});
                updater.step(t, rates[t - 1]);
                theta[t - 1] = parameters.toDoubles()[0];
            }
            return theta;
        }
    }
}
