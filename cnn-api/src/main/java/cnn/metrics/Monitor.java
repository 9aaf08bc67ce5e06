package cnn.metrics;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which number of an evaluation is looked at, to tell a better epoch from a worse one. */
public enum Monitor {
    LOSS(false) {
        @Override
        public double value(Evaluation evaluation) {
            return evaluation.loss();
        }
    },
    ACCURACY(true) {
        @Override
        public double value(Evaluation evaluation) {
            return evaluation.accuracy();
        }
    },
    /** The macro mean. */
    F1(true) {
        @Override
        public double value(Evaluation evaluation) {
            return evaluation.macroF1();
        }
    },
    /** NaN if no class has both positives and negatives. */
    ROC_AUC(true) {
        @Override
        public double value(Evaluation evaluation) {
            return evaluation.rocAuc().orElse(Double.NaN);
        }
    };

    private final boolean higherIsBetter;

    Monitor(boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    public abstract double value(Evaluation evaluation);

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** The word in configurations, for example {@code roc_auc}. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws BadInputException if there is none of that name; the message lists those there are */
    public static Monitor named(String kind) {
        List<String> kinds = Arrays.stream(values()).map(Monitor::kind).toList();
        int index = kinds.indexOf(kind);
        if (index < 0) {
            throw new BadInputException("unknown metric '" + kind + "' " + Suggestion.among(kind, kinds));
        }
        return values()[index];
    }
}
