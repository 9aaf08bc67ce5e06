package cnn.compare.crosscheck.training;

import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.optim.Adam;
import cnn.optim.UpdateSpec;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import java.util.OptionalInt;

/**
 * On what accuracies are compared, and how long.
 *
 * @param name of network and pictures
 * @param train the pictures to learn from
 * @param test those to be judged by
 * @param seeds how many: of initial parameters, shuffles and masks
 */
record AccuracyScale(
        String name,
        SampleSource train,
        SampleSource test,
        NetworkSpec network,
        UpdateSpec update,
        int batch,
        int epochs,
        int seeds) {
    /** As small as still learns something: 58% after three epochs, over ten seeds; chance is 50%. */
    static AccuracyScale usual(boolean quick) {
        Dataset pictures = Datasets.named("cats-dogs-32")
                .limited(OptionalInt.of(quick ? 160 : 1000), OptionalInt.of(quick ? 100 : 500));
        SampleSource train = new HalvedPictures(pictures.train());
        return new AccuracyScale(
                "cats-dogs-16",
                train,
                new HalvedPictures(pictures.test()),
                network(train),
                UpdateSpec.of(new Adam(2e-3)),
                32,
                quick ? 1 : 3,
                quick ? 2 : 10);
    }

    private static NetworkSpec network(SampleSource pictures) {
        Window2d window = Window2d.of(3).withPadding(Padding.SAME);
        return NetworkSpec.builder(pictures.shape())
                .add(new Conv2d(8, window))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(16, window))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Flatten())
                .add(new Dense(32))
                .add(new Relu())
                .add(new Dense(2))
                .build();
    }

    /** The training of one seed; its batches are only there to say how large they are. */
    TrainingCase training(long seed) {
        return TrainingCase.of(name, network, update, train, batch, 1, seed);
    }
}
