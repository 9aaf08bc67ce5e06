package cnn.compare.crosscheck.plan;

import cnn.backend.BackendOptions;
import cnn.compare.engine.EngineSettings;
import cnn.loss.LossSpec;
import cnn.optim.UpdateSpec;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An engine in one of its forms: what is cross-checked.
 *
 * @param engine its name
 * @param precision in which it computes
 * @param threads 0: as many as the engine usually takes
 * @param options the backend's own, see {@link cnn.backend.BackendProvider#options}
 */
public record Subject(String engine, Precision precision, int threads, Map<String, String> options) {
    public Subject {
        options = Map.copyOf(options);
    }

    /** As the engine usually is. */
    public static Subject of(String engine, Precision precision) {
        return new Subject(engine, precision, 0, Map.of());
    }

    public Subject withThreads(int wanted) {
        return new Subject(engine, precision, wanted, options);
    }

    public Subject withOption(String name, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(name, value);
        return new Subject(engine, precision, threads, more);
    }

    /** For tables: {@code nd4j float32}, {@code nd4j float32 onednn=off}, {@code scratch float32 threads=1}. */
    public String label() {
        List<String> words = new ArrayList<>(List.of(engine, precision.toString()));
        if (threads > 0) {
            words.add("threads=" + threads);
        }
        new TreeMap<>(options).forEach((name, value) -> words.add(name + "=" + value));
        return String.join(" ", words);
    }

    /** What the engine is made for, in this form. */
    public EngineSettings settings(NetworkSpec network, LossSpec loss, UpdateSpec update, int maxBatch, long seed) {
        return new EngineSettings(network, loss, update, maxBatch, Optional.of(precision), threads, options, seed);
    }

    /** The backend in this form. */
    BackendOptions backendOptions() {
        return new BackendOptions(Optional.of(precision), threads, options);
    }
}
