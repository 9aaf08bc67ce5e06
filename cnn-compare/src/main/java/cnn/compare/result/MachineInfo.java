package cnn.compare.result;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The machine in one line: processor, how many of them, memory, system. */
public final class MachineInfo {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private MachineInfo() {}

    public static String describe() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %.0f GiB, %s %s",
                processor().orElse(system.getArch()),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / 0x1p30,
                system.getName(),
                system.getVersion());
    }

    /** The model's name where Linux tells it. */
    private static Optional<String> processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
