package cnn.backend;

import java.util.Optional;

/**
 * One thing that decides whether and how fast programs run here: for {@code cnn doctor}.
 *
 * @param subject in a word or two, for example {@code kernels}
 * @param state half a line: what was found
 * @param remedy what is wrong or slower than it could be, and how to mend it; empty if all is well
 */
public record Checkup(String subject, String state, Optional<String> remedy) {
    /** All is well. */
    public static Checkup fine(String subject, String state) {
        return new Checkup(subject, state, Optional.empty());
    }

    /** Something could be better. */
    public static Checkup better(String subject, String state, String remedy) {
        return new Checkup(subject, state, Optional.of(remedy));
    }

    /** {@link #fine} or {@link #better}. */
    public static Checkup of(String subject, String state, boolean well, String remedy) {
        return new Checkup(subject, state, well ? Optional.empty() : Optional.of(remedy));
    }
}
