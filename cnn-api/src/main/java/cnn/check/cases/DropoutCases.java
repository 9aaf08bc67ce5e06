package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dropout;
import cnn.spec.LayerSpec;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Dropout of elements and of channels: odd counts, since two elements share a draw; no and nearly certain dropping. */
final class DropoutCases {
    private final List<LayerCase> cases = new ArrayList<>();

    private DropoutCases() {}

    static List<LayerCase> all() {
        DropoutCases catalogue = new DropoutCases();
        catalogue.elements();
        catalogue.channels();
        catalogue.insideBlocks();
        return List.copyOf(catalogue.cases);
    }

    private void elements() {
        add("half", new Dropout(0.5), Shape.of(3, 5, 4), 2);
        add("a fifth, odd count, odd batch", new Dropout(0.2), Shape.of(33), 3);
        add("nothing", new Dropout(0), Shape.of(2, 3, 3), 2);
        add("nearly all", new Dropout(0.99), Shape.of(5, 4, 3), 2);
        add("one number", new Dropout(0.5), Shape.of(1), 1);
        add("17 channels", new Dropout(0.3), Shape.of(17, 3, 3), 2);
        add("32 channels", new Dropout(0.3), Shape.of(32, 2, 3), 2);
        cases.add(new LayerCase("large", new Dropout(0.4), Shape.of(19), 5, Data.LARGE));
    }

    private void channels() {
        add("half", new SpatialDropout2d(0.5), Shape.of(3, 5, 4), 2);
        add("odd counts", new SpatialDropout2d(0.2), Shape.of(7, 3, 3), 3);
        add("nothing", new SpatialDropout2d(0), Shape.of(2, 3, 3), 2);
        add("one channel", new SpatialDropout2d(0.5), Shape.of(1, 2, 3), 5);
        add("1×1 image", new SpatialDropout2d(0.3), Shape.of(16, 1, 1), 3);
        add("17 channels", new SpatialDropout2d(0.7), Shape.of(17, 2, 2), 2);
        add("33 channels, one row", new SpatialDropout2d(0.1), Shape.of(33, 1, 5), 2);
    }

    /** Their masks are those of the layers' own indices. */
    private void insideBlocks() {
        Conv2d conv = new Conv2d(3, Window2d.of(1));
        add(
                "dropout in the body",
                Residual.of(List.of(conv, new BatchNorm2d(), new Dropout(0.4), conv)),
                Shape.of(3, 3, 4),
                2);
        add(
                "dropout in two branches",
                Concat.of(List.of(
                        List.of(conv, new Dropout(0.5)), List.of(new SpatialDropout2d(0.5), conv, new Relu()))),
                Shape.of(5, 3, 3),
                3);
    }

    private void add(String name, LayerSpec spec, Shape input, int batch) {
        cases.add(new LayerCase(name, spec, input, batch, Data.NORMAL));
    }
}
