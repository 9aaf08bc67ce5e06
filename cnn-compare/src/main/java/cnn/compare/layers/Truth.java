package cnn.compare.layers;

import cnn.backend.Backend;
import cnn.check.GradientCheck;
import cnn.check.GradientFinding;
import cnn.check.LayerFlow;
import cnn.check.NetworkFlow;
import cnn.check.cases.LayerCase;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.loss.MeanSquaredError;
import cnn.optim.Sgd;
import cnn.tensor.Precision;
import java.util.List;
import java.util.Optional;

/**
 * A case, and what finite differences of the textbook's forward pass say about it.
 *
 * @param findings one for x and one for each parameter
 */
record Truth(LayerCase on, Specimen specimen, List<GradientFinding> findings) {
    /** Elements of each tensor that are moved; spread evenly. */
    private static final int AT_MOST = 12;

    static Truth of(LayerCase on, Backend oracle) {
        Specimen specimen = new Specimen(on);
        NetworkFlow flow = trace(specimen, LayerSurvey.ORACLE, Precision.FLOAT64);
        LayerFlow layer = flow.find(specimen.layer());
        return new Truth(on, specimen, GradientCheck.ofLayer(oracle, flow.inputs(layer), AT_MOST));
    }

    static NetworkFlow trace(Specimen specimen, String engine, Precision precision) {
        EngineSettings settings = new EngineSettings(
                specimen.network(),
                new MeanSquaredError(),
                new Sgd(1),
                specimen.batchSize(),
                Optional.of(precision),
                1);
        try (Engine own = Engines.create(engine, settings)) {
            own.setParameters(specimen.parameters());
            return own.trace(specimen.batch()).flow();
        }
    }
}
