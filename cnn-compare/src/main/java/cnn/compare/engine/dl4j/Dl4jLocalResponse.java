package cnn.compare.engine.dl4j;

import cnn.spec.LocalResponseNorm;
import cnn.spec.PlacedLayer;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * DL4J's local response normalisation, as it is or with its gradient put right: DL4J divides the sum over the neighbours j by s_c
 * of the channel that it computes, where each term should be divided by its own s_j (see docs/findings.md).
 */
final class Dl4jLocalResponse {
    private Dl4jLocalResponse() {}

    static org.deeplearning4j.nn.conf.layers.Layer layer(PlacedLayer placed, LocalResponseNorm spec, boolean mended) {
        LocalResponseNormalization layer =
                mended ? new Mended() : new LocalResponseNormalization.Builder().build();
        layer.setLayerName(placed.name());
        layer.setK(spec.k());
        // Wider than all channels is not more, but more than DL4J's intervals can be.
        layer.setN(Math.min(spec.size(), 2 * placed.input().dim(0) - 1));
        layer.setAlpha(spec.alpha());
        layer.setBeta(spec.beta());
        return layer;
    }

    private static final class Mended extends LocalResponseNormalization {
        private static final long serialVersionUID = 1L;

        @Override
        public Layer instantiate(
                NeuralNetConfiguration conf,
                Collection<TrainingListener> listeners,
                int index,
                INDArray parameters,
                boolean initialize,
                DataType type) {
            MendedLayer layer = new MendedLayer(conf, type);
            layer.setListeners(listeners);
            layer.setIndex(index);
            layer.setParamsViewArray(parameters);
            layer.setParamTable(initializer().init(conf, parameters, initialize));
            layer.setConf(conf);
            return layer;
        }
    }

    private static final class MendedLayer
            extends org.deeplearning4j.nn.layers.normalization.LocalResponseNormalization {
        private static final long serialVersionUID = 1L;

        MendedLayer(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public Layer clone() {
            return new MendedLayer(conf.clone(), dataType);
        }

        /** dx_c = dy_c·s_c^(-β) - 2αβ·x_c·Σ_j dy_j·x_j·s_j^(-β-1). */
        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
            assertInputSet(true);
            LocalResponseNormalization c = layerConf();
            int half = (int) c.getN() / 2;
            INDArray s = neighbours(input.mul(input), half).muli(c.getAlpha()).addi(c.getK());
            INDArray terms = Transforms.pow(s, -c.getBeta() - 1, true).muli(input).muli(epsilon);
            INDArray dx = memory.dup(ArrayType.ACTIVATION_GRAD, epsilon);
            dx.muli(Transforms.pow(s, -c.getBeta(), true))
                    .subi(neighbours(terms, half).muli(input).muli(2 * c.getAlpha() * c.getBeta()));
            return new Pair<>(new DefaultGradient(), dx);
        }

        /** The sum over the channels from c - half to c + half. */
        private static INDArray neighbours(INDArray values, int half) {
            long channels = values.size(1);
            INDArray sum = values.dup();
            for (int d = 1; d <= half; d++) {
                part(sum, d, channels).addi(part(values, 0, channels - d));
                part(sum, 0, channels - d).addi(part(values, d, channels));
            }
            return sum;
        }

        private static INDArray part(INDArray values, long from, long to) {
            return values.get(
                    NDArrayIndex.all(), NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all());
        }
    }
}
