package cnn.compare.cli;

/** A command of another module, found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {
    /** An object annotated with picocli's {@code @Command}. */
    Object command();
}
