package cnn.nd4j.layer;

import cnn.backend.Chain;
import cnn.backend.Mode;
import cnn.nd4j.op.HandedOut;
import cnn.nd4j.op.Nd4jTensor;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A composite of one branch: its layers take the composite's place, in its chain's gradient arrays too. */
final class ChainStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final Chain chain;

    ChainStage(StageContext context, PlacedLayer layer, Chain chain) {
        this.context = context;
        this.layer = layer;
        this.chain = chain;
    }

    @Override
    public String describe() {
        return "the layers inside";
    }

    @Override
    public List<Chain> chains() {
        return List.of(chain);
    }

    @Override
    public void close() {
        chain.close();
    }

    @Override
    public Run run(int n) {
        HandedOut x = new HandedOut(array -> context.tensor(array, layer.input().withBatch(n)));
        HandedOut dy = new HandedOut(array -> context.tensor(array, layer.output().withBatch(n)));
        return new Run() {
            @Override
            public INDArray forward(INDArray input, Mode mode) {
                return array(chain.forward(x.of(input), mode));
            }

            @Override
            public INDArray backward(INDArray outputGradient) {
                return array(chain.dx(dy.of(outputGradient)));
            }

            @Override
            public void parametersOnly(INDArray outputGradient) {
                chain.parametersOnly(dy.of(outputGradient));
            }

            @Override
            public void close() {
                x.close();
                dy.close();
            }
        };
    }

    private static INDArray array(Tensor tensor) {
        return ((Nd4jTensor) tensor).array();
    }
}
