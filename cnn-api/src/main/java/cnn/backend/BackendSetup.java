package cnn.backend;

import cnn.tensor.Precision;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a provider makes its backend from: a user's {@link BackendOptions}, checked, with the provider's own usual choices
 * filled in.
 *
 * @param precision one of the provider's
 * @param threads 0 if the user did not say
 * @param options a value for every option of the provider
 */
public record BackendSetup(Precision precision, int threads, Map<String, String> options) {
    public BackendSetup {
        options = Map.copyOf(options);
    }

    /** Everything as the provider has it usually, in that precision. */
    public static BackendSetup usual(BackendProvider provider, Precision precision, int threads) {
        Map<String, String> usual = new TreeMap<>();
        provider.options().forEach(option -> usual.put(option.name(), option.usual()));
        return new BackendSetup(precision, threads, usual);
    }

    /** @throws cnn.error.BadInputException if there is no such option, or it cannot have that value */
    BackendSetup with(BackendProvider provider, Map<String, String> chosen) {
        Map<String, String> all = new TreeMap<>(options);
        chosen.forEach((name, value) -> {
            BackendOption.of(provider, name).require(value);
            all.put(name, value);
        });
        return new BackendSetup(precision, threads, all);
    }

    /** The chosen number of threads, or the machine's number of processors. */
    public int threadsOrProcessors() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** The value of one of the provider's own options. */
    public String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the provider declares no option '" + name + "'");
        }
        return value;
    }
}
