package cnn.compare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProgramVersionTest {
    private static Properties git(String commit, String dirty) {
        Properties git = new Properties();
        git.setProperty("git.commit.id.abbrev", commit);
        git.setProperty("git.dirty", dirty);
        return git;
    }

    @Test
    void namesTheCommitAndWhetherItWasChanged() {
        assertThat(ProgramVersion.text(git("1a2b3c4", "false"))).isEqualTo("cnn 0.1.0 (1a2b3c4)");
        assertThat(ProgramVersion.text(git("1a2b3c4", "true"))).isEqualTo("cnn 0.1.0 (1a2b3c4, changed)");
        assertThat(ProgramVersion.text(new Properties())).isEqualTo("cnn 0.1.0");
    }

    @Test
    void theCommandSaysIt() {
        assertThat(Main.line().getCommandSpec().version()[0]).matches("cnn 0\\.1\\.0( \\([0-9a-f]{7,}(, changed)?\\))?");
    }
}
