package cnn.optim;

import cnn.error.BadInputException;

/**
 * Keeps a gradient g within a limit c before anything else is done with it.
 *
 * @param limit c, above 0
 */
public record Clipping(Kind kind, double limit) {
    /** What is kept within the limit. */
    public enum Kind {
        /** Each element: g ← min(max(g, -c), c). */
        VALUE("value"),
        /** ‖g‖₂ of each parameter tensor by itself: g ← g · c / max(‖g‖₂, c). */
        NORM("norm"),
        /** ‖g‖₂ of all parameters together: g ← g · c / max(‖g‖₂, c) (Pascanu et al., 2013, arXiv:1211.5063). */
        GLOBAL_NORM("global_norm");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in configurations. */
        public String word() {
            return word;
        }
    }

    public Clipping {
        if (!(limit > 0) || Double.isInfinite(limit)) {
            throw new BadInputException("clip: %s must be above 0 and finite, got %s".formatted(kind.word(), limit));
        }
    }

    @Override
    public String toString() {
        return "clip by %s at %s".formatted(kind.word().replace('_', ' '), limit);
    }
}
