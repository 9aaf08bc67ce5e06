package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every kind of layer on the numbers that hardware and formulas like least: ±0, subnormal, huge, large among small. */
final class SpecialValueCases {
    private static final List<Data> SPECIAL = List.of(Data.SIGNED_ZEROS, Data.SUBNORMAL, Data.HUGE, Data.SPIKES);
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);
    private static final Window2d OVERLAPPING = Window2d.of(3).withStride(2).withPadding(Padding.of(1, 0, 0, 1));

    private final List<LayerCase> cases = new ArrayList<>();

    private SpecialValueCases() {}

    static List<LayerCase> all() {
        SpecialValueCases catalogue = new SpecialValueCases();
        catalogue.images();
        catalogue.anyShape();
        catalogue.blocks();
        return List.copyOf(catalogue.cases);
    }

    private void images() {
        Shape image = Shape.of(4, 5, 6);
        List<LayerSpec> specs = List.of(
                new Conv2d(3, SAME),
                new DepthwiseConv2d(SAME),
                new SeparableConv2d(3, SAME),
                new TransposedConv2d(2, Window2d.of(2).withStride(2)),
                new MaxPool2d(OVERLAPPING),
                new AvgPool2d(OVERLAPPING),
                new GlobalAvgPool2d(),
                new GlobalMaxPool2d(),
                new Upsample2d(2, 1),
                new BatchNorm2d(),
                new GroupNorm(2),
                new LocalResponseNorm(3, 0.3, 0.75, 1),
                new SpatialDropout2d(0.3));
        specs.forEach(spec -> special("", spec, image));
        // Enough channels for kernels that go by vectors.
        special("17 to 16 channels, ", new Conv2d(16, SAME), Shape.of(17, 4, 3));
    }

    private void anyShape() {
        Shape vector = Shape.of(39);
        List<LayerSpec> specs = List.of(
                new Dense(5),
                new LayerNorm(),
                new Flatten(),
                new Dropout(0.4),
                new Relu(),
                new LeakyRelu(0.1),
                new Elu(),
                new Gelu(),
                new Silu(),
                new Softplus(),
                new Sigmoid(),
                new Tanh(),
                new Softmax());
        specs.forEach(spec -> special("", spec, vector));
        special("by tanh, ", new Gelu(Gelu.Approximation.TANH), vector);
    }

    private void blocks() {
        Shape image = Shape.of(3, 4, 5);
        special("", Residual.of(List.of(new Conv2d(3, SAME), new BatchNorm2d(), new Relu())), image);
        special("", Concat.of(List.of(List.of(new Conv2d(2, SAME), new Tanh()), List.of())), image);
    }

    private void special(String with, LayerSpec spec, Shape input) {
        for (Data data : SPECIAL) {
            String name = with + data.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            cases.add(new LayerCase(name, spec, input, 2, data));
        }
    }
}
