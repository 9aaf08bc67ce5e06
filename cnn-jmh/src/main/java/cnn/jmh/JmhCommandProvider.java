package cnn.jmh;

import cnn.compare.cli.CommandProvider;

/** Adds {@code cnn jmh} to the command line. */
public final class JmhCommandProvider implements CommandProvider {
    @Override
    public Object command() {
        return new JmhCommand();
    }
}
