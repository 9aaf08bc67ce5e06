package cnn.scratch.faults;

import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.check.faults.Fault;
import cnn.check.faults.FaultCatalogue;
import cnn.check.faults.PlantedLoss;
import cnn.optim.AdamW;
import cnn.scratch.textbook.LayerContext;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mistakes of this package, layer by layer, then those of updates and of losses. */
public final class TextbookFaults implements FaultCatalogue {
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, FaultyBackend.Planting> plantings = new LinkedHashMap<>();
    private final Map<String, FaultyBackend.Planting> controls = new LinkedHashMap<>();
    private final Map<String, PlantedLoss> losses = new LinkedHashMap<>();
    private final List<PlantedLoss> lossControls = new ArrayList<>();

    public TextbookFaults() {
        LayerFaults.all().forEach(this::add);
        for (OptimizerMistake mistake : OptimizerMistake.values()) {
            add(UPDATE, mistake, new WrongStep(UpdateMistake.NONE, mistake));
        }
        for (UpdateMistake mistake : UpdateMistake.values()) {
            add(UPDATE, mistake, new WrongStep(mistake, OptimizerMistake.NONE));
        }
        for (LossMistake mistake : LossMistake.values()) {
            Fault fault = mistake.in(LOSS);
            faults.add(fault);
            WrongLoss wrong = new WrongLoss(mistake.spec(), Optional.of(mistake));
            losses.put(fault.id(), new PlantedLoss(mistake.spec(), wrong));
        }
        WrongLoss.specs()
                .forEach(spec -> lossControls.add(new PlantedLoss(spec, new WrongLoss(spec, Optional.empty()))));
    }

    /** Updates of this package in the place of the textbook's, with a mistake in one of them or in none. */
    private record WrongStep(UpdateMistake update, OptimizerMistake optimizer) implements FaultyBackend.Planting {
        @Override
        public Updater update(UpdatePlan plan, FaultyBackend.Updates right) {
            return new WrongUpdate(update, plan, (spec, theta, g) -> {
                boolean concerned = optimizer.concerns(spec instanceof AdamW adamW ? adamW.adam() : spec);
                return new WrongOptimizer(concerned ? optimizer : OptimizerMistake.NONE, spec, theta, g);
            });
        }
    }

    /** A layer in which this mistake is made. */
    interface WrongLayer<M> {
        Layer make(M mistake, PlacedLayer placed, LayerContext context);
    }

    /** The mistakes that are made in one kind of layer. */
    record OfKind<M extends Mistake>(String kind, List<M> mistakes, WrongLayer<M> layer) {
        FaultyBackend.Planting planting(M mistake) {
            return new FaultyBackend.Planting() {
                @Override
                public Layer layer(PlacedLayer placed, LayerContext context, LayerContext.Maker right) {
                    return placed.spec().kind().equals(kind)
                            ? layer.make(mistake, placed, context)
                            : right.make(placed, context);
                }
            };
        }
    }

    private <M extends Mistake> void add(OfKind<M> ofKind) {
        ofKind.mistakes().forEach(mistake -> add(ofKind.kind(), mistake, ofKind.planting(mistake)));
    }

    private void add(String kind, Mistake mistake, FaultyBackend.Planting planting) {
        if (mistake.isControl()) {
            controls.put(kind, planting);
            return;
        }
        Fault fault = mistake.in(kind);
        faults.add(fault);
        plantings.put(fault.id(), planting);
    }

    @Override
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Override
    public Backend plant(Fault fault) {
        return new FaultyBackend(fault.id(), known(plantings, fault));
    }

    @Override
    public Backend control(String kind) {
        return new FaultyBackend(kind + "-control", controls.getOrDefault(kind, new FaultyBackend.Planting() {}));
    }

    @Override
    public PlantedLoss plantLoss(Fault fault) {
        return known(losses, fault);
    }

    private static <T> T known(Map<String, T> all, Fault fault) {
        if (!all.containsKey(fault.id())) {
            throw new IllegalArgumentException("nothing like that can be planted here: " + fault.id());
        }
        return all.get(fault.id());
    }

    @Override
    public List<PlantedLoss> lossControls() {
        return List.copyOf(lossControls);
    }
}
