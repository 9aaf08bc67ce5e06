package cnn.compare.layers;

import cnn.check.ErrorBound;
import cnn.check.NetworkFlow;
import cnn.check.TensorCheck;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/** One engine with one specimen: the pass that all demands look at, and the engine for more of them. */
final class Exam implements AutoCloseable {
    /** One tensor of one layer, judged by what came into that layer. */
    record Checked(PlacedLayer layer, TensorCheck check) {}

    private final Truth truth;
    private final EngineForm form;
    private final Engine engine;
    private final Trace trace;

    /** @throws cnn.error.BadInputException if the engine does not take the specimen */
    Exam(Truth truth, EngineForm form) {
        this.truth = truth;
        this.form = form;
        Specimen specimen = truth.specimen();
        this.engine = form.maker().create(specimen.network(), Specimen.LOSS, specimen.batchSize());
        try {
            engine.setParameters(specimen.parameters());
            this.trace = engine.trace(specimen.batch());
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    Truth truth() {
        return truth;
    }

    Specimen specimen() {
        return truth.specimen();
    }

    EngineForm form() {
        return form;
    }

    /** Has the specimen's parameters. */
    Engine engine() {
        return engine;
    }

    /** Of the specimen's batch. */
    Trace trace() {
        return trace;
    }

    NetworkFlow flow() {
        return trace.flow();
    }

    ErrorBound bound() {
        return ErrorBound.against(truth.backend(), form.precision());
    }

    /** Every tensor that came out of the specimen's layer, or of the layers inside it, transplanted. */
    List<Checked> checks() {
        return checks(flow());
    }

    List<Checked> checks(NetworkFlow flow) {
        List<Checked> checks = new ArrayList<>();
        specimen().layer().withInner().forEach(layer -> flow.check(flow.find(layer), bound())
                .forEach(check -> checks.add(new Checked(layer, check))));
        return List.copyOf(checks);
    }

    @Override
    public void close() {
        engine.close();
    }
}
