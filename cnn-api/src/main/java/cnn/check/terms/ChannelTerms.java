package cnn.check.terms;

import cnn.check.LayerInputs;
import cnn.spec.LocalResponseNorm;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/** The layers in which a pixel's channels meet: softmax and local response normalisation. */
final class ChannelTerms {
    private final LayerInputs in;
    private final PlacedLayer layer;
    /** C, and how far two channels of a pixel lie apart. */
    private final int C;

    private final int area;

    ChannelTerms(LayerInputs in, PlacedLayer layer) {
        this.in = in;
        this.layer = layer;
        this.C = in.input().dim(0);
        this.area = in.input().size() / C;
    }

    private int channel(int at) {
        return at / area % C;
    }

    /** The same pixel's other channel. */
    private int inChannel(int at, int c) {
        return at + (c - channel(at)) * area;
    }

    /** y_k = e^(x_k - m) · 1/Σ e^(x_j - m); dx_k = y_k·dy_k - Σ_j y_k·y_j·dy_j. */
    List<Term> softmax(String tensor, int at) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < C; c++) {
            max = Math.max(max, in.x()[inChannel(at, c)]);
        }
        double sum = 0;
        for (int c = 0; c < C; c++) {
            sum += Math.exp(in.x()[inChannel(at, c)] - max);
        }
        if (tensor.equals("y")) {
            return List.of(Term.of(
                    new Factor("e^(x - max)", index("x", at), Math.exp(in.x()[at] - max)),
                    Factor.of("1/Σ e^(x - max)", 1 / sum)));
        }
        List<Term> terms = new ArrayList<>();
        Factor own = y(at, max, sum);
        Factor minus = new Factor("-y", own.index(), -own.value());
        terms.add(Term.of("direct", own, dy(at)));
        for (int c = 0; c < C; c++) {
            int j = inChannel(at, c);
            terms.add(Term.of("by the sum", minus, y(j, max, sum), dy(j)));
        }
        return terms;
    }

    private Factor y(int at, double max, double sum) {
        return new Factor("y", index("y", at), Math.exp(in.x()[at] - max) / sum);
    }

    /** y_c = x_c·s_c^(-β), s = k + α·Σx²; dx_c = dy_c·s_c^(-β) - Σ_j 2αβ·x_c·dy_j·x_j·s_j^(-β-1). */
    List<Term> responseNorm(LocalResponseNorm spec, String tensor, int at) {
        Factor power = Factor.of("s^(-β)", Math.pow(s(spec, at), -spec.beta()));
        if (tensor.equals("y")) {
            return List.of(Term.of(x(at), power));
        }
        List<Term> terms = new ArrayList<>();
        terms.add(Term.of("direct", dy(at), power));
        Factor constant = Factor.of("-2αβ", -2 * spec.alpha() * spec.beta());
        int reach = spec.size() / 2;
        for (int c = Math.max(0, channel(at) - reach); c <= Math.min(C - 1, channel(at) + reach); c++) {
            int j = inChannel(at, c);
            Factor powerOfJ = Factor.of("s^(-β-1)", Math.pow(s(spec, j), -spec.beta() - 1));
            terms.add(Term.of("by the neighbours", constant, x(at), dy(j), x(j), powerOfJ));
        }
        return terms;
    }

    private double s(LocalResponseNorm spec, int at) {
        double sum = 0;
        int reach = spec.size() / 2;
        for (int c = Math.max(0, channel(at) - reach); c <= Math.min(C - 1, channel(at) + reach); c++) {
            double x = in.x()[inChannel(at, c)];
            sum += x * x;
        }
        return spec.k() + spec.alpha() * sum;
    }

    private Factor x(int at) {
        return new Factor("x", index("x", at), in.x()[at]);
    }

    private Factor dy(int at) {
        return new Factor("dy", index("dy", at), in.dy()[at]);
    }

    private List<Integer> index(String tensor, int at) {
        return TensorElements.index(TensorElements.shape(layer, in.batch(), tensor), at);
    }
}
