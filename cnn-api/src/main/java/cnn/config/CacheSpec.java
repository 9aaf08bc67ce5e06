package cnn.config;

import java.nio.file.Path;

/** Where decoded photos are kept from one run to the next. No part of a run's file: it changes no number. */
public sealed interface CacheSpec {
    /** In the user's folder for caches. */
    record Usual() implements CacheSpec {}

    /** In that folder. */
    record In(Path folder) implements CacheSpec {}

    /** Nowhere. */
    record None() implements CacheSpec {}
}
