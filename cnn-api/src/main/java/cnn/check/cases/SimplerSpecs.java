package cnn.check.cases;

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
import cnn.spec.NamedLayer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The specs one step simpler than a given one. Whether its input still fits, is for others to find out. */
final class SimplerSpecs implements LayerSpec.Visitor<List<LayerSpec>> {
    private final List<Supplier<LayerSpec>> candidates = new ArrayList<>();

    private List<LayerSpec> valid() {
        return SimplerCases.valid(candidates);
    }

    private void unless(boolean simple, Supplier<LayerSpec> candidate) {
        if (!simple) {
            candidates.add(candidate);
        }
    }

    private void numbers(int number, Function<Integer, LayerSpec> with) {
        for (int smaller : SimplerCases.below(number)) {
            candidates.add(() -> with.apply(smaller));
        }
    }

    private void windows(Window2d window, Function<Window2d, LayerSpec> with) {
        for (Window2d simpler : SimplerWindows.of(window)) {
            candidates.add(() -> with.apply(simpler));
        }
    }

    @Override
    public List<LayerSpec> residual(Residual s) {
        unless(s.shortcut().isEmpty(), () -> new Residual(s.body(), List.of()));
        for (List<NamedLayer> body : shorter(s.body())) {
            candidates.add(() -> new Residual(body, s.shortcut()));
        }
        for (List<NamedLayer> shortcut : shorter(s.shortcut())) {
            candidates.add(() -> new Residual(s.body(), shortcut));
        }
        return valid();
    }

    @Override
    public List<LayerSpec> concat(Concat s) {
        for (int i = 0; i < s.branches().size(); i++) {
            int branch = i;
            candidates.add(() -> new Concat(without(s.branches(), branch)));
        }
        for (int i = 0; i < s.branches().size(); i++) {
            int branch = i;
            for (List<NamedLayer> simpler : shorter(s.branches().get(i))) {
                candidates.add(() -> new Concat(replaced(s.branches(), branch, simpler)));
            }
        }
        return valid();
    }

    /** Without one of the layers, and with one of them simpler. */
    private static List<List<NamedLayer>> shorter(List<NamedLayer> layers) {
        List<List<NamedLayer>> shorter = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            shorter.add(without(layers, i));
        }
        for (int i = 0; i < layers.size(); i++) {
            NamedLayer layer = layers.get(i);
            for (LayerSpec simpler : layer.spec().accept(new SimplerSpecs())) {
                shorter.add(replaced(layers, i, new NamedLayer(layer.name(), simpler)));
            }
        }
        return shorter;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(index);
        return rest;
    }

    private static <T> List<T> replaced(List<T> all, int index, T by) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, by);
        return changed;
    }

    @Override
    public List<LayerSpec> conv2d(Conv2d s) {
        numbers(s.groups(), groups -> new Conv2d(s.channels(), s.window(), s.bias(), groups));
        numbers(s.channels(), channels -> new Conv2d(channels, s.window(), s.bias(), s.groups()));
        // Of a depthwise convolution one output an input is the least.
        unless(s.channels() == s.groups(), () -> new Conv2d(s.groups(), s.window(), s.bias(), s.groups()));
        windows(s.window(), window -> new Conv2d(s.channels(), window, s.bias(), s.groups()));
        unless(!s.bias(), () -> new Conv2d(s.channels(), s.window(), false, s.groups()));
        return valid();
    }

    @Override
    public List<LayerSpec> depthwiseConv2d(DepthwiseConv2d s) {
        numbers(s.multiplier(), multiplier -> new DepthwiseConv2d(multiplier, s.window(), s.bias()));
        windows(s.window(), window -> new DepthwiseConv2d(s.multiplier(), window, s.bias()));
        unless(!s.bias(), () -> new DepthwiseConv2d(s.multiplier(), s.window(), false));
        return valid();
    }

    @Override
    public List<LayerSpec> separableConv2d(SeparableConv2d s) {
        numbers(s.multiplier(), multiplier -> new SeparableConv2d(s.channels(), multiplier, s.window(), s.bias()));
        numbers(s.channels(), channels -> new SeparableConv2d(channels, s.multiplier(), s.window(), s.bias()));
        windows(s.window(), window -> new SeparableConv2d(s.channels(), s.multiplier(), window, s.bias()));
        unless(!s.bias(), () -> new SeparableConv2d(s.channels(), s.multiplier(), s.window(), false));
        return valid();
    }

    @Override
    public List<LayerSpec> transposedConv2d(TransposedConv2d s) {
        int h = s.outputPaddingH();
        int w = s.outputPaddingW();
        numbers(s.channels(), channels -> new TransposedConv2d(channels, s.window(), h, w, s.bias()));
        unless(h == 0 && w == 0, () -> new TransposedConv2d(s.channels(), s.window(), 0, 0, s.bias()));
        unless(h == 0, () -> new TransposedConv2d(s.channels(), s.window(), h - 1, w, s.bias()));
        unless(w == 0, () -> new TransposedConv2d(s.channels(), s.window(), h, w - 1, s.bias()));
        windows(
                s.window(),
                window -> new TransposedConv2d(
                        s.channels(),
                        window,
                        Math.min(h, window.strideH() - 1),
                        Math.min(w, window.strideW() - 1),
                        s.bias()));
        unless(!s.bias(), () -> new TransposedConv2d(s.channels(), s.window(), h, w, false));
        return valid();
    }

    @Override
    public List<LayerSpec> upsample2d(Upsample2d s) {
        numbers(s.factorH(), factor -> new Upsample2d(factor, s.factorW()));
        numbers(s.factorW(), factor -> new Upsample2d(s.factorH(), factor));
        return valid();
    }

    @Override
    public List<LayerSpec> maxPool2d(MaxPool2d s) {
        windows(s.window(), MaxPool2d::new);
        return valid();
    }

    @Override
    public List<LayerSpec> avgPool2d(AvgPool2d s) {
        unless(!s.countPadding(), () -> new AvgPool2d(s.window()));
        windows(s.window(), window -> new AvgPool2d(window, s.countPadding()));
        return valid();
    }

    @Override
    public List<LayerSpec> dense(Dense s) {
        numbers(s.units(), units -> new Dense(units, s.bias()));
        unless(!s.bias(), () -> new Dense(s.units(), false));
        return valid();
    }

    @Override
    public List<LayerSpec> batchNorm2d(BatchNorm2d s) {
        BatchNorm2d usual = new BatchNorm2d();
        unless(s.momentum() == usual.momentum(), () -> new BatchNorm2d(usual.momentum(), s.epsilon()));
        unless(s.epsilon() == usual.epsilon(), () -> new BatchNorm2d(s.momentum(), usual.epsilon()));
        return valid();
    }

    @Override
    public List<LayerSpec> layerNorm(LayerNorm s) {
        unless(s.equals(new LayerNorm()), LayerNorm::new);
        return valid();
    }

    @Override
    public List<LayerSpec> groupNorm(GroupNorm s) {
        numbers(s.groups(), groups -> new GroupNorm(groups, s.epsilon()));
        unless(s.equals(new GroupNorm(s.groups())), () -> new GroupNorm(s.groups()));
        return valid();
    }

    @Override
    public List<LayerSpec> localResponseNorm(LocalResponseNorm s) {
        LocalResponseNorm usual = new LocalResponseNorm();
        numbers(s.size(), size -> new LocalResponseNorm(size - 1 + size % 2, s.alpha(), s.beta(), s.k()));
        unless(s.alpha() == usual.alpha(), () -> new LocalResponseNorm(s.size(), usual.alpha(), s.beta(), s.k()));
        unless(s.beta() == usual.beta(), () -> new LocalResponseNorm(s.size(), s.alpha(), usual.beta(), s.k()));
        unless(s.k() == usual.k(), () -> new LocalResponseNorm(s.size(), s.alpha(), s.beta(), usual.k()));
        return valid();
    }

    @Override
    public List<LayerSpec> dropout(Dropout s) {
        unless(s.rate() == 0.5, () -> new Dropout(0.5));
        return valid();
    }

    @Override
    public List<LayerSpec> spatialDropout2d(SpatialDropout2d s) {
        unless(s.rate() == 0.5, () -> new SpatialDropout2d(0.5));
        return valid();
    }

    @Override
    public List<LayerSpec> leakyRelu(LeakyRelu s) {
        unless(s.equals(new LeakyRelu()), LeakyRelu::new);
        return valid();
    }

    @Override
    public List<LayerSpec> elu(Elu s) {
        unless(s.equals(new Elu()), Elu::new);
        return valid();
    }

    @Override
    public List<LayerSpec> gelu(Gelu s) {
        unless(s.equals(new Gelu()), Gelu::new);
        return valid();
    }

    @Override
    public List<LayerSpec> globalAvgPool2d(GlobalAvgPool2d s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> globalMaxPool2d(GlobalMaxPool2d s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> flatten(Flatten s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> relu(Relu s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> sigmoid(Sigmoid s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> tanh(Tanh s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> silu(Silu s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> softplus(Softplus s) {
        return List.of();
    }

    @Override
    public List<LayerSpec> softmax(Softmax s) {
        return List.of();
    }
}
