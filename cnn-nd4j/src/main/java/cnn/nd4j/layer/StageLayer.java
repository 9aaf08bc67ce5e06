package cnn.nd4j.layer;

import cnn.backend.Arithmetic;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Holding;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.nd4j.library.OneDnn;
import cnn.nd4j.op.Nd4jTensor;
import cnn.spec.Conv2d;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A layer as its stages in a row. Operations are bound once for each batch size that comes. */
final class StageLayer implements Layer {
    private final List<PlacedLayer> covers;
    private final List<Stage> stages;
    private final StageContext context;
    private final Runnable beforePass;
    private final Map<Integer, Pass> passes = new HashMap<>();

    /** @param beforePass prepares the calling thread */
    StageLayer(List<PlacedLayer> covers, List<Stage> stages, StageContext context, Runnable beforePass) {
        this.covers = List.copyOf(covers);
        this.stages = List.copyOf(stages);
        this.context = context;
        this.beforePass = beforePass;
    }

    @Override
    public List<PlacedLayer> covers() {
        return covers;
    }

    @Override
    public String describe() {
        return stages.stream().map(Stage::describe).collect(Collectors.joining(", "));
    }

    /** Stages share arrays, so each layer of a network names all that the network has; every array counts once. */
    @Override
    public List<Holding> holdings() {
        return context.memory().holdings();
    }

    @Override
    public List<Chain> chains() {
        return stages.stream().flatMap(stage -> stage.chains().stream()).toList();
    }

    @Override
    public Arithmetic arithmetic() {
        boolean convolves = covers.stream().anyMatch(layer -> layer.spec() instanceof Conv2d);
        boolean single = context.precision() == Precision.FLOAT32;
        return convolves && single && context.oneDnn() ? OneDnn.CONVOLUTION : Arithmetic.SUMS;
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        beforePass.run();
        int n = x.shape().dim(0);
        passes.values().forEach(Pass::end);
        return passes.computeIfAbsent(n, this::bind).forward(((Nd4jTensor) x).array(), mode);
    }

    private Pass bind(int n) {
        List<Stage.Run> runs = stages.stream().map(stage -> stage.run(n)).toList();
        PlacedLayer first = covers.get(0);
        return new Pass(
                first.label(),
                runs,
                y -> context.tensor(y, output().withBatch(n)),
                dx -> context.tensor(dx, first.input().withBatch(n)),
                beforePass);
    }

    @Override
    public void close() {
        passes.values().forEach(Pass::close);
        passes.clear();
        stages.forEach(Stage::close);
    }
}
