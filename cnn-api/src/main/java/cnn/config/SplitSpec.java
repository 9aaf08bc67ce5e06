package cnn.config;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.List;

/** Which photos are for training, which for validation, which for the test. */
public sealed interface SplitSpec {
    /** The words for the splits that need no numbers, and for {@link Random} with its usual ones. */
    List<String> NAMES = List.of("as_is", "chollet", "chollet_2", "random");

    /** As folders, archive or batches have it. */
    record AsIs() implements SplitSpec {
        @Override
        public String toString() {
            return "as_is";
        }
    }

    /**
     * By the numbers in the files' names, the same for each class: from 0 on for training, from 1000 on for
     * validation, from 1500 up to {@code end}, without it, for the test. F. Chollet, Deep Learning with Python: 1st
     * edition (2017), listing 5.4, ends at 2000; 2nd edition (2021), listing 8.6, at 2500.
     *
     * @param edition 1 or 2
     */
    record Chollet(int edition) implements SplitSpec {
        public static final int VALIDATION = 1000;
        public static final int TEST = 1500;

        public Chollet {
            if (edition != 1 && edition != 2) {
                throw new BadInputException("there are splits of edition 1 and 2, got " + edition);
            }
        }

        public int end() {
            return edition == 1 ? 2000 : 2500;
        }

        @Override
        public String toString() {
            return edition == 1 ? "chollet" : "chollet_2";
        }
    }

    /**
     * By chance, class by class, so that each part has the classes in the same proportions; a function of the list of
     * photos and the seed alone.
     *
     * @param train share of the photos, above 0
     * @param validation share, 0 for none
     * @param test share, above 0; what the three leave of 1 is not used
     */
    record Random(double train, double validation, double test, long seed) implements SplitSpec {
        public Random {
            boolean usable = train > 0 && validation >= 0 && test > 0 && train + validation + test <= 1 + 1e-9;
            if (!usable) {
                throw new BadInputException(("the shares train %s, validation %s and test %s must be above 0"
                                + " (validation: 0 or more) and at most 1 together")
                        .formatted(train, validation, test));
            }
        }

        /** 80%, 10% and 10%, seed 1. */
        public Random() {
            this(0.8, 0.1, 0.1, 1);
        }

        @Override
        public String toString() {
            return "random {train: %s, validation: %s, test: %s, seed: %d}".formatted(train, validation, test, seed);
        }
    }

    /**
     * One of {@link #NAMES}, as a command line says it.
     *
     * @throws BadInputException for another word
     */
    static SplitSpec named(String name) {
        return switch (name) {
            case "as_is" -> new AsIs();
            case "chollet" -> new Chollet(1);
            case "chollet_2" -> new Chollet(2);
            case "random" -> new Random();
            default -> throw new BadInputException(
                    "unknown split '" + name + "' " + Suggestion.among(name, NAMES));
        };
    }

    /** Whether training gets validation photos of their own by it; {@link AsIs} only may give them. */
    default boolean mayHaveValidation() {
        return !(this instanceof Random random && random.validation() == 0);
    }
}
