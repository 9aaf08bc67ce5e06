package cnn.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Checkup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final long GIB = 1L << 30;

    private static List<String> remedies(MachineCheckup machine) {
        return machine.run().stream()
                .flatMap(found -> found.remedy().stream())
                .toList();
    }

    @Test
    void aMachineAsTheLauncherStartsItNeedsNothing() {
        List<String> flags = List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");
        assertThat(remedies(new MachineCheckup(25, flags, 2, 0.5, 6 * GIB, 24 * GIB))).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(remedies(new MachineCheckup(25, List.of(), 2, 5, GIB / 4, GIB)))
                .hasSize(3)
                .anyMatch(line -> line.contains("--add-modules jdk.incubator.vector and --enable-native-access"))
                .anyMatch(line -> line.contains("timings say little"))
                .anyMatch(line -> line.contains("-Xmx2g"));
        assertThat(remedies(new MachineCheckup(17, List.of(), 2, 0, GIB, GIB)))
                .containsExactly("add --add-modules jdk.incubator.vector, as ./cnn does");
    }

    @Test
    void everyBackendIsAsked() {
        StringWriter written = new StringWriter();
        int code = Main.line().setOut(new PrintWriter(written, true)).execute("doctor");
        assertThat(code).isZero();
        assertThat(written.toString()).contains("machine  JDK", "scratch  kernels", "nd4j     build", "nd4j     threads");
    }

    @Test
    void aRemedyStandsBehindItsFinding() {
        assertThat(Checkup.of("a", "b", true, "c").remedy()).isEmpty();
        assertThat(Checkup.of("a", "b", false, "c").remedy()).hasValue("c");
    }
}
