package cnn.backend;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.List;

/**
 * Something of its own that a backend lets its users choose, for example {@code algorithm: direct}. In a run's file it stands
 * under {@code backend: {name: …, options: {…}}}.
 *
 * @param name as users write it
 * @param values the words that may stand there, the usual one first
 * @param meaning half a line for help and documentation
 */
public record BackendOption(String name, List<String> values, String meaning) {
    public BackendOption {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("option '" + name + "' has no values");
        }
    }

    /** What holds where the user says nothing. */
    public String usual() {
        return values.get(0);
    }

    /** @throws BadInputException if {@code value} is none of the words that may stand here */
    public void require(String value) {
        if (!values.contains(value)) {
            throw new BadInputException("option '%s': expected one of %s, got '%s'"
                    .formatted(name, String.join(", ", values), value));
        }
    }

    /**
     * The option called {@code name} among those that {@code provider} has.
     *
     * @throws BadInputException if it has none of that name; the message lists those there are
     */
    public static BackendOption of(BackendProvider provider, String name) {
        List<BackendOption> known = provider.options();
        return known.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        known.isEmpty()
                                ? "backend '%s' has no options; remove '%s'".formatted(provider.name(), name)
                                : "unknown option '%s' of backend '%s' %s"
                                        .formatted(
                                                name,
                                                provider.name(),
                                                Suggestion.among(
                                                        name,
                                                        known.stream()
                                                                .map(BackendOption::name)
                                                                .toList()))));
    }
}
