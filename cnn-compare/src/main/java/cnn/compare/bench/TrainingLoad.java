package cnn.compare.bench;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.config.RunConfig;
import cnn.spec.NetworkSpec;
import cnn.training.TrainingSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Training steps of one engine on made-up batches, from the configuration's initial parameters. The options that the
 * configuration has for its backend hold for the engine of that name.
 */
final class TrainingLoad implements Load {
    private final String name;
    private final RunConfig config;
    private final BenchCase what;
    private Optional<SyntheticBatches> batches = Optional.empty();
    private Optional<Engine> engine = Optional.empty();
    private double[] initial = {};
    private long steps;
    private double lastLoss = Double.NaN;

    TrainingLoad(String name, BenchCase what) {
        this.name = name;
        this.what = what;
        this.config = BenchCase.read(what.net());
    }

    @Override
    public void prepare() {
        NetworkSpec network = config.network();
        batches = Optional.of(new SyntheticBatches(network.input(), network.output().size(), what.batch()));
        TrainingSpec training = config.training();
        initial = training.initializer().parameters(network, training.seed());
    }

    @Override
    public void build() {
        TrainingSpec training = config.training();
        Engine made = Engines.create(
                name,
                new EngineSettings(
                        config.network(),
                        training.loss(),
                        training.update(),
                        what.batch(),
                        Optional.empty(),
                        what.threads(),
                        config.backend().equals(name) ? config.backendOptions().options() : Map.of(),
                        training.seed()));
        engine = Optional.of(made);
        made.setParameters(initial);
        initial = new double[0];
    }

    @Override
    public String describe() {
        return engine.orElseThrow().describe();
    }

    @Override
    public double step() {
        lastLoss = engine.orElseThrow().trainStep(batches.orElseThrow().at(steps));
        steps++;
        return what.batch();
    }

    @Override
    public double lastLoss() {
        return lastLoss;
    }

    @Override
    public OptionalLong plannedBytes() {
        return engine.orElseThrow().plannedBytes();
    }

    @Override
    public void close() {
        engine.ifPresent(Engine::close);
    }
}
