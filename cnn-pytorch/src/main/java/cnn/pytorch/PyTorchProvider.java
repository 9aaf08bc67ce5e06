package cnn.pytorch;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineProvider;
import cnn.compare.engine.EngineSettings;
import cnn.tensor.Precision;
import java.util.Set;

/** Makes the engine {@code pytorch}. */
public final class PyTorchProvider implements EngineProvider {
    static final String NAME = "pytorch";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Precision> precisions() {
        return Set.of(Precision.values());
    }

    @Override
    public Precision usualPrecision() {
        return Precision.FLOAT32;
    }

    @Override
    public Engine create(EngineSettings settings) {
        return new PyTorchEngine(settings);
    }
}
