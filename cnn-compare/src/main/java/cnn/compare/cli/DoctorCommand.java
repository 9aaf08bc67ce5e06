package cnn.compare.cli;

import cnn.backend.Backends;
import cnn.backend.Checkup;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cnn doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what runs how fast on this machine, and how to mend what could be faster.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Checkup> all = new ArrayList<>(show(out, "machine", MachineCheckup.ofThisProcess().run()));
        for (String backend : Backends.names()) {
            all.addAll(show(out, backend, Backends.provider(backend).checkup()));
        }
        long remedies = all.stream().filter(found -> found.remedy().isPresent()).count();
        out.println(remedies == 0 ? "\nNothing is missing for full speed." : "\n" + remedies + " to mend, see each 'mend:'.");
        out.flush();
        return 0;
    }

    private static List<Checkup> show(PrintWriter out, String who, List<Checkup> found) {
        for (Checkup one : found) {
            out.printf(
                    "%s %-8s %-15s %s%s%n",
                    one.remedy().isPresent() ? "!" : " ",
                    who,
                    one.subject(),
                    one.state(),
                    one.remedy().map(remedy -> "; mend: " + remedy).orElse(""));
        }
        return found;
    }
}
