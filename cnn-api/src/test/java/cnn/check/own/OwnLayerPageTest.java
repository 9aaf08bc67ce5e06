package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.tensor.Shape;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/check-your-own-layer.md: its Java compiles and runs as it stands there, and prints what is printed there. */
class OwnLayerPageTest {
    private static final String IMPORTS = """
            import cnn.backend.*;
            import cnn.check.contract.*;
            import cnn.check.own.*;
            import cnn.spec.*;
            import cnn.tensor.*;
            import java.util.*;
            import org.junit.jupiter.api.Test;
            """;

    /** Stands for the reader's layer. */
    private static final String MY_CONV = """
            record MyConv(PlacedLayer placed, LayerPlan plan, Backend backend) implements Layer {
                @Override public List<PlacedLayer> covers() { return List.of(placed); }
                @Override public ForwardPass forward(Tensor x, Mode mode) { throw new IllegalStateException(); }
            }
            """;

    private static final String RIGHT = "da[0] += dy[i] * t;";
    private static final String WRONG = "da[0] += dy[i] * t / shape.dim(0);";

    /** The last digits of functions may differ between virtual machines. */
    private static final Pattern DIGITS = Pattern.compile("-?\\d+\\.\\d+([eE]-?\\d+)?");

    private static String page;

    @TempDir
    private Path temp;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "check-your-own-layer.md"));
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Compiles sources, each named by its class, and loads the last one. */
    private Class<?> compiled(List<String> names, List<String> bodies) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), "-d", temp.toString()));
        for (int i = 0; i < names.size(); i++) {
            Path source = temp.resolve(names.get(i) + ".java");
            Files.writeString(source, IMPORTS + bodies.get(i));
            arguments.add(source.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("%s compile", names)
                .isZero();
        URL[] here = {temp.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(here, getClass().getClassLoader())) {
            Class<?> last = Class.forName(names.get(names.size() - 1), true, loader);
            for (String name : names) {
                Class.forName(name, true, loader);
            }
            return last;
        }
    }

    private OwnLayer example(String source) throws Exception {
        return (OwnLayer) compiled(List.of("ScaledTanh"), List.of(source)).getConstructor().newInstance();
    }

    @Test
    void theExampleIsShortAndRight() throws Exception {
        String source = blocks("java").get(0);
        assertThat(source.lines().count()).isLessThanOrEqualTo(15);
        OwnLayerCheck.of(example(source), Shape.of(3, 8, 8)).verify();
    }

    @Test
    void theWrongExamplePrintsWhatThePageShows() throws Exception {
        String source = blocks("java").get(0);
        assertThat(page).contains("`" + WRONG + "`");
        assertThat(source).contains(RIGHT);
        OwnLayer wrong = example(source.replace(RIGHT, WRONG));
        assertThatThrownBy(() -> OwnLayerCheck.of(wrong, Shape.of(3, 8, 8)).verify())
                .isInstanceOf(AssertionError.class)
                .satisfies(error -> assertThat(masked(error.getMessage())).as(error.getMessage())
                        .isEqualTo(masked(blocks("text").get(0).strip())));
    }

    private static String masked(String text) {
        return DIGITS.matcher(text).replaceAll("#");
    }

    @Test
    void theSwishIsRightButForLargeX() {
        OwnLayer swish = OwnLayer.elementwise(
                x -> x / (1 + Math.exp(-x)), x -> (1 + Math.exp(-x) * (1 + x)) / Math.pow(1 + Math.exp(-x), 2));
        assertThat(OwnLayerCheck.of(swish, Shape.of(10)).report().broken()).containsExactly(OwnRule.O12);
    }

    @Test
    void allItsJavaCompiles() throws Exception {
        List<String> java = blocks("java");
        assertThat(java).hasSize(5);
        String rest = "class Rest { void two() {" + java.get(2) + "}\nvoid three() {" + java.get(3) + "}\nvoid four() {"
                + java.get(4) + "}\n}\n" + MY_CONV;
        compiled(List.of("ScaledTanh", "ScaledTanhTest", "Rest"), List.of(java.get(0), java.get(1), rest));
    }

    @Test
    void itNamesEveryRule() {
        for (OwnRule rule : OwnRule.values()) {
            assertThat(page).contains(rule.name());
        }
    }
}
