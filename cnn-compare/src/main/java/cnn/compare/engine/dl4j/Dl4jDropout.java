package cnn.compare.engine.dl4j;

import cnn.random.DropoutMask;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout in DL4J with our masks (see {@link DropoutMask}), so that it drops what every other engine drops. DL4J's own counter
 * of iterations is not asked: a network that only traces does not count.
 */
final class Dl4jDropout implements IDropout {
    private static final long serialVersionUID = 1L;

    private final transient Dl4jRun run;
    private final int layer;
    private final double rate;
    private final boolean channels;
    private transient Optional<INDArray> factors = Optional.empty();

    /**
     * @param layer the layer's index in our network
     * @param channels whether whole channels are dropped, of an input {@code [N, C, H, W]}
     */
    Dl4jDropout(Dl4jRun run, int layer, double rate, boolean channels) {
        this.run = run;
        this.layer = layer;
        this.rate = rate;
        this.channels = channels;
    }

    @Override
    public INDArray applyDropout(INDArray x, INDArray y, int iteration, int epoch, LayerWorkspaceMgr memory) {
        return multiply(x, factors(x), y);
    }

    @Override
    public INDArray backprop(INDArray dy, INDArray dx, int iteration, int epoch) {
        return multiply(dy, factors.orElseThrow(), dx);
    }

    private static INDArray multiply(INDArray values, INDArray factors, INDArray result) {
        return Nd4j.getExecutioner().exec(new MulOp(values, factors, result))[0];
    }

    /** In an array that is kept from step to step, outside of DL4J's workspaces. */
    private INDArray factors(INDArray x) {
        INDArray target = factors.filter(array -> fits(array, x)).orElseGet(() -> outside(x.dataType(), x.shape()));
        Dl4jArrays.fill(target, values(run.mask(layer, rate), x));
        factors = Optional.of(target);
        return target;
    }

    private static boolean fits(INDArray array, INDArray x) {
        return array.dataType() == x.dataType() && array.equalShapes(x);
    }

    /** The scope is only there to be open. */
    @SuppressWarnings("try")
    private static INDArray outside(DataType type, long[] shape) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(type, shape, 'c');
        }
    }

    private double[] values(DropoutMask mask, INDArray x) {
        double[] values = new double[Math.toIntExact(x.length())];
        if (!channels) {
            mask.factors(0, values.length, values, 0);
            return values;
        }
        int area = Math.toIntExact(x.size(2) * x.size(3));
        for (int channel = 0; channel < values.length / area; channel++) {
            double factor = mask.keeps(channel) ? mask.factor() : 0;
            Arrays.fill(values, channel * area, (channel + 1) * area, factor);
        }
        return values;
    }

    /** The factors are drawn anew by the next pass; their memory is kept for it. */
    @Override
    public void clear() {}

    @Override
    public Dl4jDropout clone() {
        return new Dl4jDropout(run, layer, rate, channels);
    }
}
