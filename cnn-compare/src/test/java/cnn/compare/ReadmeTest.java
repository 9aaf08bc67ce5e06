package cnn.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java is compiled as it stands there, and the first example runs. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private static final String IMPORTS = Stream.of(
                    "backend", "data", "datasets", "model", "network", "optim", "spec", "training")
            .map("import cnn.%s.*;\n"::formatted)
            .collect(Collectors.joining("", "", "import java.nio.file.*;\nimport java.util.*;\n"));

    @TempDir
    private Path temp;

    private static List<String> examples() throws IOException {
        return JAVA.matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - "```".length()))
                .toList();
    }

    private Class<?> compiled(String name, String body) throws Exception {
        Path source = temp.resolve(name + ".java");
        Files.writeString(
                source,
                IMPORTS + "public class " + name + " {\n public static void run() {\n" + body + "}\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null, null, null, "-cp", System.getProperty("java.class.path"), "-d", temp.toString(), source.toString());
        assertThat(result).as("%s compiles", name).isZero();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()})) {
            return Class.forName(name, true, loader);
        }
    }

    @Test
    void theExamplesCompileAndTheFirstOneTrains() throws Exception {
        List<String> examples = examples();
        assertThat(examples).hasSize(2);
        assertThat(examples.get(0).lines().filter(line -> line.contains(";") || line.contains("try"))).hasSizeBetween(8, 12);
        compiled("Second", examples.get(1));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Class<?> first = compiled("First", examples.get(0));
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            first.getMethod("run").invoke(null);
        } finally {
            System.setOut(console);
        }
        // More would be luck after so little training; a number it is.
        assertThat(Double.parseDouble(printed.toString(StandardCharsets.UTF_8).strip())).isBetween(0.3, 1.0);
    }
}
