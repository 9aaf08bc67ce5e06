package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.Subject;
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
 * Networks that lead through every way of computing that an engine has, and the forms in which engines are tried
 * on them.
 */
final class DeterminismCases {
    /** Odd, so that batches do not divide into equal parts; and it leaves a rest at the epoch's end. */
    private static final int BATCH = 11;

    private DeterminismCases() {}

    static List<TrainingCase> of(SampleSource pictures, boolean quick, long seed) {
        int updates = quick ? 2 : 4;
        return List.of(
                TrainingCase.of(
                        "fused-adam", fused(pictures), UpdateSpec.of(new Adam(1e-3)), pictures, BATCH, updates, seed),
                TrainingCase.of(
                        "residual-momentum",
                        residual(pictures),
                        UpdateSpec.of(new Momentum(0.02, 0.9)).withL2(1e-4),
                        pictures,
                        BATCH,
                        updates,
                        seed));
    }

    /**
     * Convolution, ReLU and pool in one; 16 channels, from which scratch takes Winograd's algorithm; a 5×5 that
     * cannot.
     */
    private static NetworkSpec fused(SampleSource pictures) {
        return NetworkSpec.builder(pictures.shape())
                .add(new Conv2d(16, same(5)))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(17, same(3)))
                .add(new Relu())
                .add(new AvgPool2d(2))
                .add(new Dropout(0.3))
                .add(new Flatten())
                .add(new Dense(19))
                .add(new Relu())
                .add(new Dense(2))
                .build();
    }

    private static NetworkSpec residual(SampleSource pictures) {
        return NetworkSpec.builder(pictures.shape())
                .add(new Conv2d(16, same(3).withStride(2)))
                .add(new BatchNorm2d())
                .add(new Relu())
                .add(Residual.of(List.of(
                        new Conv2d(16, same(3)), new BatchNorm2d(), new Relu(), new Conv2d(16, same(3)))))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Flatten())
                .add(new Dense(2))
                .build();
    }

    private static Window2d same(int kernel) {
        return Window2d.of(kernel).withPadding(Padding.SAME);
    }

    /** Each subject once, whatever its number of threads. */
    static List<Subject> forms(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> subject.withThreads(0))
                .distinct()
                .toList();
    }
}
