package cnn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Training for long takes no more memory than training for a while. */
class SoakTest {
    private static final int STEPS = 10_000;
    private static final int WARM = 2_000;
    /** A heap that is resident from the start, so that what grows is not Java's. */
    private static final List<String> FIXED_HEAP =
            List.of("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Pattern LINE = Pattern.compile("native (\\d+) resident (\\d+)");

    /** 1 KiB a step would be 8 MB. What the JIT and the JVM's own bookkeeping may still add is well below. */
    private static final long SLACK = 4 << 20;

    @Test
    void memoryIsFlatOverTenThousandSteps() throws IOException, InterruptedException {
        String output = run();
        Matcher line = LINE.matcher(output);
        assertThat(line.find()).as(output).isTrue();
        long nativeWarm = Long.parseLong(line.group(1));
        long residentWarm = Long.parseLong(line.group(2));
        assertThat(line.find()).as(output).isTrue();
        assertThat(Long.parseLong(line.group(1))).as(output).isPositive().isLessThanOrEqualTo(nativeWarm);
        assertThat(Long.parseLong(line.group(2))).as(output).isLessThan(residentWarm + SLACK);
    }

    private static String run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FIXED_HEAP);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), Soak.class.getName(), "" + STEPS, "" + WARM));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
