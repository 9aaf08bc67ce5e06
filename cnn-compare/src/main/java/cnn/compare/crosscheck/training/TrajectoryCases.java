package cnn.compare.crosscheck.training;

import cnn.data.SampleSource;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.UpdateSpec;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Dropout;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import java.util.List;

/**
 * Two small trainings: with SGD and momentum, whose steps follow the gradient; with Adam, whose first steps
 * follow its sign.
 */
final class TrajectoryCases {
    private static final int UPDATES = 40;
    private static final int QUICK_UPDATES = 8;
    private static final int BATCH = 6;

    private TrajectoryCases() {}

    static List<TrainingCase> of(SampleSource pictures, boolean quick, long seed) {
        int updates = quick ? QUICK_UPDATES : UPDATES;
        return List.of(
                TrainingCase.of(
                        "residual-momentum",
                        residual(pictures),
                        UpdateSpec.of(new Momentum(0.01, 0.9)),
                        pictures,
                        BATCH,
                        updates,
                        seed),
                TrainingCase.of(
                        "plain-adam", plain(pictures), UpdateSpec.of(new Adam(1e-3)), pictures, BATCH, updates, seed));
    }

    /** The convolution before a normalisation has no bias: its gradient would be nothing but rounding. */
    private static NetworkSpec residual(SampleSource pictures) {
        return NetworkSpec.builder(pictures.shape())
                .add(new Conv2d(8, same(3), false))
                .add(new BatchNorm2d())
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(Residual.of(List.of(new Conv2d(8, same(3)), new Relu(), new Conv2d(8, same(3)))))
                .add(new Relu())
                .add(new AvgPool2d(2))
                .add(new Dropout(0.25))
                .add(new Flatten())
                .add(new Dense(2))
                .build();
    }

    private static NetworkSpec plain(SampleSource pictures) {
        return NetworkSpec.builder(pictures.shape())
                .add(new Conv2d(6, Window2d.of(5)))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(8, same(3)))
                .add(new Relu())
                .add(new Flatten())
                .add(new Dense(12))
                .add(new Relu())
                .add(new Dropout(0.25))
                .add(new Dense(2))
                .build();
    }

    private static Window2d same(int kernel) {
        return Window2d.of(kernel).withPadding(Padding.SAME);
    }
}
