package cnn.datasets;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.error.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A dataset of which only some samples are used. */
record LimitedDataset(Dataset whole, OptionalInt trainLimit, OptionalInt validationLimit, OptionalInt testLimit)
        implements Dataset {
    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public SampleSource train() {
        return limited("train", whole.train(), trainLimit);
    }

    @Override
    public Optional<SampleSource> validation() {
        return whole.validation().map(samples -> limited("validation", samples, validationLimit));
    }

    @Override
    public List<String> notes() {
        return whole.notes();
    }

    @Override
    public SampleSource test() {
        return limited("test", whole.test(), testLimit);
    }

    @Override
    public Normalization normalization() {
        return whole.normalization();
    }

    @Override
    public String citation() {
        return whole.citation();
    }

    @Override
    public OptionalDouble linearBaseline() {
        return whole.linearBaseline();
    }

    private SampleSource limited(String part, SampleSource source, OptionalInt limit) {
        if (limit.isEmpty()) {
            return source;
        }
        try {
            return Subset.balanced(source, limit.getAsInt());
        } catch (BadInputException tooMany) {
            throw tooMany.at("dataset " + name() + ", " + part);
        }
    }
}
