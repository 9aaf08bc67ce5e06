package cnn.compare.cli;

import cnn.datasets.cifar.Cifar10Importer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn data …}: what has to do with pictures alone. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataListCommand.class, DataShowCommand.class, DataCommand.ImportCifar10.class},
        description = "Works on the pictures themselves.")
final class DataCommand {

    /** {@code cnn data import-cifar10 FOLDER --out FOLDER}. */
    @Command(
            name = "import-cifar10",
            mixinStandardHelpOptions = true,
            description = "Makes the embedded tiles of cats and dogs again from CIFAR-10's binary batches.")
    static final class ImportCifar10 implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FOLDER", description = "The unpacked cifar-10-batches-bin.")
        private Path from;

        @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the tiles go.")
        private Path to;

        @Override
        public Integer call() {
            Cifar10Importer.Imported made = Cifar10Importer.importCatsAndDogs(from, to);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "wrote %d training and %d test pictures to %s; they are %s as those embedded%n",
                            made.train(), made.test(), to, made.sameAsEmbedded() ? "the same" : "NOT the same");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
