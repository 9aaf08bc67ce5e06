package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.Upsample2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Upsampling, and the global max pool. */
final class ResizingCases {
    private final List<LayerCase> cases = new ArrayList<>();

    private ResizingCases() {}

    static List<LayerCase> all() {
        ResizingCases catalogue = new ResizingCases();
        catalogue.upsample2d();
        catalogue.globalMaxPool2d();
        return List.copyOf(catalogue.cases);
    }

    private void upsample2d() {
        add("twice", new Upsample2d(2), Shape.of(3, 4, 5), 2, Data.NORMAL);
        add("once", new Upsample2d(1), Shape.of(2, 3, 4), 2, Data.NORMAL);
        add("3×2", new Upsample2d(3, 2), Shape.of(2, 3, 5), 2, Data.NORMAL);
        add("1×4", new Upsample2d(1, 4), Shape.of(2, 3, 2), 1, Data.NORMAL);
        add("one pixel", new Upsample2d(5), Shape.of(1, 1, 1), 1, Data.NORMAL);
        for (int channels : new int[] {15, 16, 17, 33}) {
            add(channels + " channels", new Upsample2d(2), Shape.of(channels, 3, 2), 2, Data.NORMAL);
        }
        add("one row", new Upsample2d(2), Shape.of(2, 1, 17), 3, Data.LARGE);
    }

    private void globalMaxPool2d() {
        GlobalMaxPool2d pool = new GlobalMaxPool2d();
        for (Data data : new Data[] {Data.NORMAL, Data.TIES, Data.NEGATIVE}) {
            String with = ", " + data.name().toLowerCase(Locale.ROOT);
            add("image" + with, pool, Shape.of(3, 5, 4), 2, data);
            add("one number" + with, pool, Shape.of(1, 1, 1), 1, data);
            for (int channels : new int[] {15, 16, 17, 33}) {
                add(channels + " channels" + with, pool, Shape.of(channels, 3, 2), 3, data);
            }
            add("8×8" + with, pool, Shape.of(32, 8, 8), 2, data);
            add("one row" + with, pool, Shape.of(2, 1, 19), 1, data);
        }
    }

    private void add(String name, LayerSpec spec, Shape input, int batch, Data data) {
        cases.add(new LayerCase(name, spec, input, batch, data));
    }
}
