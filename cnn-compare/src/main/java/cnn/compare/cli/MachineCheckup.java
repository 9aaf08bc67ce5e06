package cnn.compare.cli;

import cnn.backend.Checkup;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What every backend depends on: the JVM and its flags, processors, load and memory.
 *
 * @param feature the JDK's feature release, 17 or more
 * @param flags the JVM's own arguments
 * @param processors that this process may use
 * @param load processes that want a processor, averaged over a minute; negative if the system does not tell
 * @param heap the most bytes that Java's heap may have
 * @param memory bytes of the machine, or of the container
 */
record MachineCheckup(int feature, List<String> flags, int processors, double load, long heap, long memory) {
    private static final long GIB = 1L << 30;
    private static final long HEAP_FOR_USUAL_RUNS = GIB;

    static MachineCheckup ofThisProcess() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new MachineCheckup(
                Runtime.version().feature(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Runtime.getRuntime().availableProcessors(),
                system.getSystemLoadAverage(),
                Runtime.getRuntime().maxMemory(),
                system.getTotalMemorySize());
    }

    List<Checkup> run() {
        List<Checkup> found = new ArrayList<>();
        found.add(Checkup.fine(
                "JDK",
                "%s, %s, %s %s"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.vm.name"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"))));
        found.add(jvmFlags());
        found.add(processorsAndLoad());
        found.add(heapAndMemory());
        found.add(temporaryFolder());
        return List.copyOf(found);
    }

    private Checkup jvmFlags() {
        List<String> missing = new ArrayList<>();
        if (flags.stream().noneMatch(flag -> flag.contains("jdk.incubator.vector"))) {
            missing.add("--add-modules jdk.incubator.vector");
        }
        if (feature >= 24 && flags.stream().noneMatch(flag -> flag.startsWith("--enable-native-access"))) {
            missing.add("--enable-native-access=ALL-UNNAMED");
        }
        String state = flags.isEmpty() ? "none" : String.join(" ", flags);
        return Checkup.of("JVM flags", state, missing.isEmpty(), "add " + String.join(" and ", missing) + ", as ./cnn does");
    }

    private Checkup processorsAndLoad() {
        String state = "%d that may be used%s"
                .formatted(processors, load < 0 ? "" : String.format(Locale.ROOT, ", load %.1f", load));
        return Checkup.of(
                "processors",
                state,
                load < processors,
                "other programs want the processors too; timings say little until they are done");
    }

    /** The heap holds pictures and what {@code scratch} computes; native memory comes on top. */
    private Checkup heapAndMemory() {
        String state = String.format(
                Locale.ROOT,
                "heap up to %.1f GiB of %.1f GiB of the machine or its container",
                (double) heap / GIB,
                (double) memory / GIB);
        return Checkup.of(
                "memory",
                state,
                heap >= HEAP_FOR_USUAL_RUNS,
                "large networks and batches may not fit; start with CNN_JAVA_OPTS=-Xmx2g or more");
    }

    private static Checkup temporaryFolder() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return Checkup.of(
                "temporary files",
                folder + (Files.isWritable(folder) ? "" : ", which cannot be written to"),
                Files.isWritable(folder),
                "name another folder with CNN_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
}
