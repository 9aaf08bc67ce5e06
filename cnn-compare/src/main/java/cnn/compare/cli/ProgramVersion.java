package cnn.compare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** {@code cnn 0.1.0 (1a2b3c4)}: the program's version and the commit that it was built from, if that is known. */
final class ProgramVersion implements IVersionProvider {
    private static final String VERSION = "cnn 0.1.0";

    /** The build writes it where there is a history. */
    private static final String FILE = "git.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties git = new Properties();
        try (InputStream file = ProgramVersion.class.getResourceAsStream(FILE)) {
            if (file != null) {
                git.load(file);
            }
        }
        return new String[] {text(git)};
    }

    /** @param git empty without a history */
    static String text(Properties git) {
        String commit = git.getProperty("git.commit.id.abbrev", "");
        String changed = Boolean.parseBoolean(git.getProperty("git.dirty")) ? ", changed" : "";
        return commit.isEmpty() ? VERSION : VERSION + " (" + commit + changed + ")";
    }
}
