package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.backend.Arithmetic;
import cnn.backend.Mode;
import cnn.check.LayerFlow;
import cnn.spec.PlacedLayer;
import java.util.List;
import java.util.stream.IntStream;

/** What has flowed forwards through a layer or several, and flows back through it once. */
interface Passage {
    NDArray y();

    /** Gives dx. */
    NDArray back(NDArray dy);

    /** Adds what flowed, layer by layer; after {@link #back}. */
    void collect(List<LayerFlow> flows);

    /** @param x a leaf */
    static Passage ofLayer(PlacedLayer layer, NDArray x, Step step, Mode mode) {
        NDArray y = step.forward(x, mode);
        return new Noted(layer, x, y) {
            @Override
            NDArray gradient(NDArray dy) {
                JniUtils.backward((PtNDArray) y, (PtNDArray) dy, false, false);
                return x.getGradient();
            }
        };
    }

    /** Several that share x, and whose outputs are joined as the layer says. */
    static Passage join(PlacedLayer layer, NDArray x, List<Passage> branches) {
        Joint joint = Joint.of(layer.spec().join());
        NDArray y = joint.join(branches.stream().map(Passage::y).toList());
        return new Noted(layer, x, y.stopGradient()) {
            @Override
            NDArray gradient(NDArray dy) {
                List<NDArray> parts = joint.spread(dy, branches.stream().map(Passage::y).toList());
                return IntStream.range(0, branches.size())
                        .mapToObj(i -> branches.get(i).back(parts.get(i)))
                        .reduce(NDArray::add)
                        .orElseThrow();
            }

            @Override
            public void collect(List<LayerFlow> flows) {
                branches.forEach(branch -> branch.collect(flows));
                super.collect(flows);
            }
        };
    }

    /** One after the other; none at all gives back what it got. */
    static Passage chain(List<Passage> passages, NDArray x) {
        return new Passage() {
            @Override
            public NDArray y() {
                return passages.isEmpty() ? x : passages.get(passages.size() - 1).y();
            }

            @Override
            public NDArray back(NDArray dy) {
                NDArray d = dy;
                for (int i = passages.size() - 1; i >= 0; i--) {
                    d = passages.get(i).back(d);
                }
                return d;
            }

            @Override
            public void collect(List<LayerFlow> flows) {
                passages.forEach(passage -> passage.collect(flows));
            }
        };
    }

    /** Remembers what flowed for the report. */
    abstract class Noted implements Passage {
        private final PlacedLayer layer;
        private final NDArray x;
        private final NDArray y;
        private double[] dy = {};
        private double[] dx = {};

        private Noted(PlacedLayer layer, NDArray x, NDArray y) {
            this.layer = layer;
            this.x = x;
            this.y = y;
        }

        abstract NDArray gradient(NDArray dy);

        @Override
        public NDArray y() {
            return y;
        }

        @Override
        public NDArray back(NDArray given) {
            NDArray gradient = gradient(given);
            dy = Values.toDoubles(given);
            dx = Values.toDoubles(gradient);
            return gradient;
        }

        @Override
        public void collect(List<LayerFlow> flows) {
            flows.add(new LayerFlow(layer, Values.toDoubles(x), Values.toDoubles(y), dy, dx, Arithmetic.SUMS));
        }
    }
}
