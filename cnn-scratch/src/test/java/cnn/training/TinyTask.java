package cnn.training;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.data.SampleSource;
import cnn.init.Initializer;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.OptimizerSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/** A network and samples that are learnt in no time. */
final class TinyTask {
    private TinyTask() {}

    static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(1, 5, 5))
            .add(new Conv2d(3, Window2d.of(3)))
            .add(new Relu())
            .add(new Flatten())
            .add(new Dense(2))
            .build();

    /** 25 samples, whose class is the sign of their brighter half. */
    static final SampleSource SAMPLES = new SampleSource() {
        private final AddressedRandom random = new AddressedRandom(5);

        @Override
        public int size() {
            return 25;
        }

        @Override
        public Shape shape() {
            return NETWORK.input();
        }

        @Override
        public List<String> classes() {
            return List.of("left", "right");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            for (int i = 0; i < 25; i++) {
                boolean bright = i % 5 >= 3 == (label(index) == 1);
                target[offset + i] = (float) random.normal(Purpose.TEST_DATA, index, 0, i) + (bright ? 1 : 0);
            }
        }
    };

    static TrainingSpec spec(OptimizerSpec optimizer, int epochs) {
        return TrainingSpec.builder(optimizer).epochs(epochs).batchSize(10).build();
    }

    static <T> T withLearner(
            String backend, TrainingSpec spec, Function<Learner, T> work) {
        try (Backend chosen = Backends.named(backend);
                Network network = Network.build(NETWORK, chosen, BuildOptions.batch(10));
                Learner learner = new Learner(network, spec.loss(), spec.update(), spec.seed())) {
            network.setParameters(Initializer.HE_NORMAL.parameters(NETWORK, 1));
            return work.apply(learner);
        }
    }
}
