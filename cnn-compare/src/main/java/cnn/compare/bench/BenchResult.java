package cnn.compare.bench;

import java.util.List;
import java.util.Map;

/**
 * A whole bench.
 *
 * @param command what the user typed after {@code cnn}
 * @param machine processor, system, memory
 * @param environment variables that native libraries look at; the number of threads is each race's own
 * @param problems what makes the figures worthless or breaks a promise, a line each; empty if all is well
 */
public record BenchResult(
        String command,
        String date,
        String machine,
        String java,
        Map<String, String> environment,
        BenchSettings settings,
        List<CaseResult> cases,
        List<String> problems) {}
