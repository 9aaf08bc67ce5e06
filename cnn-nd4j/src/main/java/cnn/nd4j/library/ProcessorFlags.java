package cnn.nd4j.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this machine's processor can do, in Linux's words ({@code avx2}, {@code fma}, …). Read from {@code /proc/cpuinfo};
 * elsewhere nothing is claimed, so that the plain build of the native library is taken, which is slow but runs.
 */
final class ProcessorFlags {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private ProcessorFlags() {}

    static Set<String> ofThisMachine() {
        if (!Files.isReadable(CPU_INFO)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return parse(lines);
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** The flags that every processor has: a virtual machine may be given unlike ones. */
    static Set<String> parse(Stream<String> cpuInfo) {
        return cpuInfo.map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2 && pair[0].trim().toLowerCase(Locale.ROOT).equals("flags"))
                .map(pair -> Set.of(pair[1].trim().split("\\s+")))
                .reduce(ProcessorFlags::common)
                .orElse(Set.of());
    }

    private static Set<String> common(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return both;
    }
}
