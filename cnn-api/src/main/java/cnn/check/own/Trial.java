package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import cnn.check.own.OwnLayer.Parameter;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A layer with one case's data. Every pass gets copies and gives copies, so that a layer that keeps or changes its
 * arrays spoils no other rule's work.
 *
 * <p>x and the parameters are multiples of a power of two, about 2⁻²⁰ of their range: the steps of finite
 * differences, powers of two as well, are then added without rounding.
 */
final class Trial {
    /** x and parameters lie on multiples of this times their scale. */
    static final double GRID = 0x1p-20;

    private final OwnLayer layer;
    private final Optional<Supplier<? extends OwnLayer>> more;
    private final Options options;
    private final Case on;
    private final Shape shape;
    private final Shape output;
    private final List<Tensor> tensors = new ArrayList<>();
    private final double[] x;
    private final double[] parameters;
    private final double[] dy;
    private Optional<Noise> noise = Optional.empty();

    Trial(OwnLayer layer, Optional<Supplier<? extends OwnLayer>> more, Options options, Case on) {
        this.layer = layer;
        this.more = more;
        this.options = options;
        this.on = on;
        this.shape = on.input().withBatch(on.batch());
        this.output = guarded("output", () -> layer.output(on.input())).withBatch(on.batch());
        Random random = new Random(on.seed() * 1_000_003 + 31L * on.batch() + on.input().hashCode());
        this.x = uniform(shape.size(), on.from(), on.to(), random);
        int size = 0;
        double xScale = scale(on.from(), on.to());
        tensors.add(new Tensor("dx", "x", shape, true, 0, xScale));
        List<Parameter> own = guarded("parameters", () -> layer.parameters(on.input()));
        for (Parameter one : own) {
            double scale = scale(one.from(), one.to());
            tensors.add(new Tensor("d" + one.name(), one.name(), one.shape(), false, size, scale));
            size += one.shape().size();
        }
        this.parameters = new double[size];
        int at = 0;
        for (Parameter one : own) {
            double[] values = uniform(one.shape().size(), one.from(), one.to(), random);
            System.arraycopy(values, 0, parameters, at, values.length);
            at += values.length;
        }
        this.dy = signs(output.size(), random);
    }

    private static double scale(double from, double to) {
        double largest = Math.max(Math.abs(from), Math.abs(to));
        double power = Math.scalb(1.0, Math.getExponent(largest));
        return power < largest ? 2 * power : power;
    }

    /** Strictly between the two; on the grid unless that is too coarse for the range. */
    private static double[] uniform(int size, double from, double to, Random random) {
        double[] values = new double[size];
        double grid = scale(from, to) * GRID;
        for (int i = 0; i < size; i++) {
            double any = from + (to - from) * (random.nextInt(1 << 20) + 0.5) * 0x1p-20;
            double rounded = Math.rint(any / grid) * grid;
            values[i] = rounded > from && rounded < to ? rounded : any;
        }
        return values;
    }

    /** Of either sign, from 1/2 to 1 in size: no output hides behind a small dy. */
    static double[] signs(int size, Random random) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double magnitude = 0.5 + random.nextInt(1 << 10) * 0x1p-11;
            values[i] = random.nextBoolean() ? magnitude : -magnitude;
        }
        return values;
    }

    private Trial(Trial batch, Case on, double[] x, double[] dy) {
        this.layer = batch.layer;
        this.more = batch.more;
        this.options = batch.options;
        this.on = on;
        this.shape = on.input().withBatch(on.batch());
        this.output = batch.output.withoutBatch().withBatch(on.batch());
        Tensor whole = batch.tensors.get(0);
        tensors.add(new Tensor(whole.gradient(), whole.name(), shape, true, 0, whole.scale()));
        tensors.addAll(batch.parameterTensors());
        this.x = x;
        this.parameters = batch.parameters;
        this.dy = dy;
    }

    /** One sample alone. */
    Trial sample(int which) {
        int in = on.input().size();
        int out = output.size() / on.batch();
        return new Trial(
                this,
                on.withBatch(1),
                Arrays.copyOfRange(x, which * in, (which + 1) * in),
                Arrays.copyOfRange(dy, which * out, (which + 1) * out));
    }

    /** The same layer on other data. */
    Trial on(Case other) {
        return new Trial(layer, more, options, other);
    }

    /** Another layer with the same data, if the user said how to make one. */
    Optional<Trial> twin() {
        return more.map(making -> new Trial(guarded("making a layer", making::get), more, options, on));
    }

    Case on() {
        return on;
    }

    Options options() {
        return options;
    }

    Shape shape() {
        return shape;
    }

    Shape output() {
        return output;
    }

    /** x first, then the parameters. */
    List<Tensor> tensors() {
        return List.copyOf(tensors);
    }

    List<Tensor> parameterTensors() {
        return List.copyOf(tensors.subList(1, tensors.size()));
    }

    double[] x() {
        return x.clone();
    }

    double[] parameters() {
        return parameters.clone();
    }

    double[] dy() {
        return dy.clone();
    }

    /** A source of random numbers for one purpose. */
    Random random(int purpose) {
        return new Random(on.seed() * 7_919 + purpose);
    }

    double[] y() {
        return y(x, parameters);
    }

    double[] y(double[] otherX, double[] otherParameters) {
        return rawY(otherX.clone(), otherParameters.clone()).clone();
    }

    /** The very array that the layer gives. */
    double[] rawY(double[] otherX, double[] otherParameters) {
        double[] y = guarded("forward", () -> layer.forward(shape, otherX, otherParameters));
        return expect("forward", "y", y, output.size(), "output " + output);
    }

    /** Forward and backward. */
    Gradient gradient() {
        return gradient(x, parameters, dy);
    }

    Gradient gradient(double[] otherX, double[] otherParameters, double[] otherDy) {
        rawY(otherX.clone(), otherParameters.clone());
        return backward(otherX, otherParameters, otherDy);
    }

    /** Backward alone. */
    Gradient backward(double[] otherX, double[] otherParameters, double[] otherDy) {
        Gradient raw = rawBackward(otherX.clone(), otherParameters.clone(), otherDy.clone());
        return new Gradient(raw.dx().clone(), raw.parameters().clone());
    }

    Gradient rawBackward(double[] otherX, double[] otherParameters, double[] otherDy) {
        Gradient raw = guarded("backward", () -> layer.backward(shape, otherX, otherParameters, otherDy));
        expect("backward", "dx", raw.dx(), shape.size(), "x " + shape);
        expect("backward", "the parameters' gradient", raw.parameters(), parameters.length, "the parameters");
        return raw;
    }

    long sides(double[] otherX, double[] otherParameters) {
        return guarded("sides", () -> layer.sides(shape, otherX.clone(), otherParameters.clone()));
    }

    /** How much rounding there is in y and in the gradient; measured once. */
    Noise noise() {
        if (noise.isEmpty()) {
            noise = Optional.of(Noise.of(this));
        }
        return noise.get();
    }

    private static double[] expect(String pass, String what, double[] values, int size, String because) {
        Objects.requireNonNull(values, what);
        if (values.length != size) {
            throw new BadPass("%s gives %s with %d numbers; expected %d for %s"
                    .formatted(pass, what, values.length, size, because));
        }
        return values;
    }

    private static <T> T guarded(String pass, Supplier<T> call) {
        try {
            return Objects.requireNonNull(call.get(), () -> pass + " gives nothing");
        } catch (BadPass e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BadPass(pass, e);
        }
    }
}
