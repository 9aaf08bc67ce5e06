package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The activations beside ReLU, sigmoid and tanh: on both sides of zero, at it, and where exp overflows. */
final class ActivationCases {
    private final List<LayerCase> cases = new ArrayList<>();

    private ActivationCases() {}

    static List<LayerCase> all() {
        ActivationCases catalogue = new ActivationCases();
        for (LayerSpec spec : List.of(new LeakyRelu(), new Elu(), new Gelu(), new Silu(), new Softplus())) {
            catalogue.elementwise("", spec);
        }
        catalogue.elementwise("slope 0.3, ", new LeakyRelu(0.3));
        catalogue.elementwise("alpha 0.5, ", new Elu(0.5));
        catalogue.elementwise("by tanh, ", new Gelu(Gelu.Approximation.TANH));
        catalogue.add("slope 0", new LeakyRelu(0), Shape.of(21), 2, Data.NORMAL);
        catalogue.add("slope 1", new LeakyRelu(1), Shape.of(21), 2, Data.NORMAL);
        catalogue.add("alpha 2.5", new Elu(2.5), Shape.of(21), 2, Data.NORMAL);
        catalogue.softmax();
        return List.copyOf(catalogue.cases);
    }

    private void elementwise(String with, LayerSpec spec) {
        add(with + "image", spec, Shape.of(3, 5, 4), 2, Data.NORMAL);
        add(with + "17 channels", spec, Shape.of(17, 3, 2), 2, Data.NORMAL);
        add(with + "one number", spec, Shape.of(1), 1, Data.NORMAL);
        add(with + "vector with zeros", spec, Shape.of(33), 3, Data.TIES);
        add(with + "negative", spec, Shape.of(2, 3, 3), 1, Data.NEGATIVE);
        add(with + "large", spec, Shape.of(47), 2, Data.LARGE);
    }

    private void softmax() {
        Softmax softmax = new Softmax();
        for (int length : new int[] {2, 10, 15, 16, 17, 33}) {
            add(length + " classes", softmax, Shape.of(length), 3, Data.NORMAL);
        }
        add("one class", softmax, Shape.of(1), 2, Data.NORMAL);
        add("one sample", softmax, Shape.of(7), 1, Data.NORMAL);
        add("channels of an image", softmax, Shape.of(5, 3, 4), 2, Data.NORMAL);
        add("17 channels", softmax, Shape.of(17, 2, 3), 2, Data.NORMAL);
        add("one channel", softmax, Shape.of(1, 3, 2), 2, Data.NORMAL);
        add("1×1 image", softmax, Shape.of(9, 1, 1), 3, Data.NORMAL);
        add("all the same", softmax, Shape.of(6), 2, Data.CONSTANT);
        add("far from zero", softmax, Shape.of(3, 2, 5), 2, Data.OFFSET);
        add("exp would overflow", softmax, Shape.of(19), 2, Data.LARGE);
        // The third sample has a 1000, the others have not: only a maximum of its own keeps each of them from being 0 / 0.
        add("samples far apart", softmax, Shape.of(2), 3, Data.LARGE);
    }

    private void add(String name, LayerSpec spec, Shape input, int batch, Data data) {
        cases.add(new LayerCase(name, spec, input, batch, data));
    }
}
