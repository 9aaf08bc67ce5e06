package cnn.compare.engine.dl4j;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineProvider;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.tensor.Precision;
import java.util.Set;

/** Makes the engine {@code dl4j-stock}: as it is shipped. */
public final class Dl4jStockProvider implements EngineProvider {
    @Override
    public String name() {
        return Engines.DL4J_STOCK;
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
        return Dl4jEngine.create(settings, true);
    }
}
