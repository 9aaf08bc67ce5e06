package cnn.compare.run;

import cnn.config.DatasetSpec;
import cnn.config.RunConfig;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.error.BadInputException;
import java.util.Optional;
import java.util.OptionalInt;

/** The training and test images of a run, cut down to what was asked for, and known to fit its network. */
record Pictures(Dataset dataset, SampleSource train, SampleSource test) {

    /** @throws BadInputException if there is no such dataset, or the network takes or gives something else */
    static Pictures of(RunConfig config, Optional<Integer> limit) {
        ComparisonRequest.requireLimit(limit);
        DatasetSpec spec = config.dataset();
        Dataset dataset = Datasets.named(spec.name());
        SampleSource train = cut(dataset.train(), spec.train(), limit);
        SampleSource test = cut(dataset.test(), spec.test(), limit);
        if (!config.network().input().equals(train.shape())) {
            throw new BadInputException("the network takes %s, but the pictures of dataset '%s' are %s; change 'input'"
                    .formatted(config.network().input(), spec.name(), train.shape()));
        }
        int outputs = config.network().output().size();
        if (outputs != train.classes().size()) {
            throw new BadInputException("the network has %d outputs, but dataset '%s' has %d classes; change the last layer"
                    .formatted(outputs, spec.name(), train.classes().size()));
        }
        return new Pictures(dataset, train, test);
    }

    private static SampleSource cut(SampleSource all, OptionalInt wanted, Optional<Integer> limit) {
        int count = Math.min(wanted.orElse(all.size()), limit.orElse(all.size()));
        return count >= all.size() ? all : Datasets.balanced(all, count);
    }
}
