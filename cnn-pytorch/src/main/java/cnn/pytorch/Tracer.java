package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import cnn.backend.Mode;
import cnn.check.LayerFlow;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through a network layer by layer, the layers inside composites too. The recorded graph is cut between two layers: what
 * one gives becomes a new leaf that the next one takes, so that autograd stops there and leaves dy at it. The operations are
 * those of training.
 */
final class Tracer {
    private final Translator translator;
    private final NDManager step;
    private final Mode mode;

    /** @param step what all that flows lives as long as */
    Tracer(Translator translator, NDManager step, Mode mode) {
        this.translator = translator;
        this.step = step;
        this.mode = mode;
    }

    /** Forwards through layers one after the other. */
    Passage through(List<PlacedLayer> layers, NDArray x) {
        List<Passage> passages = new ArrayList<>();
        NDArray flow = x;
        for (PlacedLayer layer : layers) {
            Passage passage = layer.isComposite()
                    ? composite(layer, flow)
                    : Passage.ofLayer(layer, leaf(flow), translator.translate(layer), mode);
            passages.add(passage);
            flow = passage.y();
        }
        return Passage.chain(passages, x);
    }

    private Passage composite(PlacedLayer layer, NDArray x) {
        List<Passage> branches = new ArrayList<>();
        for (List<PlacedLayer> branch : layer.branches()) {
            branches.add(through(branch, x));
        }
        return Passage.join(layer, x, branches);
    }

    /** The same values, with nothing behind them. */
    NDArray leaf(NDArray of) {
        NDArray leaf = of.stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** What flowed, once it has flowed back: in order, the layers inside a composite before it. */
    static List<LayerFlow> flows(Passage passage) {
        List<LayerFlow> flows = new ArrayList<>();
        passage.collect(flows);
        return flows;
    }
}
