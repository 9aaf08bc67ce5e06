package cnn.compare.run;

import cnn.config.DatasetSpec;
import cnn.config.RunConfig;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.error.BadInputException;
import cnn.metrics.Answers;
import java.util.Optional;
import java.util.OptionalInt;

/** The training, validation and test images of a run, cut down to what was asked for, and known to fit its network. */
record Pictures(Dataset dataset, SampleSource train, Optional<SampleSource> validation, SampleSource test) {

    /** @throws BadInputException if there is no such dataset, or the network takes or gives something else */
    static Pictures of(RunConfig config, Optional<Integer> limit) {
        ComparisonRequest.requireLimit(limit);
        DatasetSpec spec = config.dataset();
        Dataset whole = Datasets.of(spec);
        Dataset dataset = whole.limited(
                fewer(spec.train(), limit, whole.train().size()),
                whole.validation()
                        .map(samples -> fewer(spec.validation(), limit, samples.size()))
                        .orElse(OptionalInt.empty()),
                fewer(spec.test(), limit, whole.test().size()));
        SampleSource train = dataset.train();
        SampleSource test = dataset.test();
        if (!config.network().input().equals(train.shape())) {
            throw new BadInputException("the network takes %s, but the pictures of dataset '%s' are %s; change 'input'"
                    .formatted(config.network().input(), spec.name(), train.shape()));
        }
        int outputs = config.network().output().size();
        if (Answers.classes(outputs) != train.classes().size()) {
            throw new BadInputException("the network has %s, but dataset '%s' has %d classes; change the last layer"
                    .formatted(Answers.outputsInWords(outputs), spec.name(), train.classes().size()));
        }
        return new Pictures(dataset, train, dataset.validation(), test);
    }

    /** A configuration that wants more than there is has a mistake in it; a limit is only an upper bound. */
    private static OptionalInt fewer(OptionalInt wanted, Optional<Integer> limit, int all) {
        int count = Math.min(wanted.orElse(all), limit.map(most -> Math.min(most, all)).orElse(Integer.MAX_VALUE));
        return count == all ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
