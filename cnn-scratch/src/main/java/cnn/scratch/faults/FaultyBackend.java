package cnn.scratch.faults;

import cnn.backend.Layer;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.optim.OptimizerSpec;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookBackend;
import cnn.spec.PlacedLayer;

/** A textbook with a fault in one place. */
final class FaultyBackend extends TextbookBackend {
    /** What is put in the place of something right. */
    interface Planting {
        /** @param right makes what the textbook has there */
        default Layer layer(PlacedLayer placed, LayerContext context, LayerContext.Maker right) {
            return right.make(placed, context);
        }

        default Updater update(UpdatePlan plan, Updates right) {
            return right.make(plan);
        }
    }

    interface Optimizers {
        Updater make(OptimizerSpec spec, double[] theta, double[] g);
    }

    interface Updates {
        Updater make(UpdatePlan plan);
    }

    private final String id;
    private final Planting planting;

    FaultyBackend(String id, Planting planting) {
        super(1);
        this.id = id;
        this.planting = planting;
    }

    @Override
    public String name() {
        return id;
    }

    @Override
    public String describe() {
        return "textbook, wrong on purpose: " + id;
    }

    @Override
    protected Layer layer(PlacedLayer placed, LayerContext context) {
        return planting.layer(placed, context, super::layer);
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return planting.update(plan, super::updater);
    }
}
