package cnn.compare.bench;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables by which native libraries are told what to do. */
final class Environment {
    /** What the launcher sets so that native engines run faster than they do out of the box. */
    static final List<String> TUNING =
            List.of("OMP_WAIT_POLICY", "MALLOC_ARENA_MAX", "MALLOC_MMAP_MAX_", "MALLOC_TRIM_THRESHOLD_");

    private static final List<String> RELEVANT =
            List.of("OMP_", "MALLOC_", "OPENBLAS_", "MKL_", "KMP_", "GOMP_", "DNNL_", "ONEDNN_", "LD_PRELOAD", "GLIBC_");

    private Environment() {}

    /** What this process was given of them; workers inherit it. */
    static SortedMap<String, String> relevant() {
        SortedMap<String, String> found = new TreeMap<>(System.getenv());
        found.keySet().removeIf(name -> RELEVANT.stream().noneMatch(name::startsWith));
        return found;
    }
}
