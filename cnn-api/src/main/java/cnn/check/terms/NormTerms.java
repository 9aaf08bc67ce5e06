package cnn.check.terms;

import cnn.check.LayerInputs;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Batch, layer and group normalisation, which differ only in what is normalised together and in what shares a γ. With
 * x̂ = (x - μ)/s, s = √(σ² + ε), g = γ·dy, and means over the M numbers that are normalised together:
 *
 * <pre>
 * y      = γ·x̂ + β
 * dx     = g/s - mean(g)/s - x̂·mean(g·x̂)/s        direct, by way of the mean, by way of the variance
 * dgamma = Σ dy·x̂,    dbeta = Σ dy                over all that share the γ
 * mean   = (1 - momentum)·mean + Σ momentum/M·x,    var likewise with (x - μ)²     (batch normalisation's state)
 * </pre>
 */
final class NormTerms {
    private final LayerInputs in;
    private final PlacedLayer layer;
    private final double epsilon;
    /** By the number of an element of x: which numbers it is normalised with, and which γ it is multiplied by. */
    private final IntUnaryOperator group;

    private final IntUnaryOperator parameter;
    private final int parameters;

    NormTerms(
            LayerInputs in,
            PlacedLayer layer,
            double epsilon,
            int parameters,
            IntUnaryOperator group,
            IntUnaryOperator parameter) {
        this.in = in;
        this.layer = layer;
        this.epsilon = epsilon;
        this.parameters = parameters;
        this.group = group;
        this.parameter = parameter;
    }

    /** What is normalised together with one element, and what comes of it. */
    private record Group(List<Integer> members, double mu, double sigma2, double s) {
        double xHat(double x) {
            return (x - mu) / s;
        }
    }

    private Group group(int number) {
        List<Integer> members = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < in.x().length; i++) {
            if (group.applyAsInt(i) == number) {
                members.add(i);
                sum += in.x()[i];
            }
        }
        double mu = sum / members.size();
        double squares = 0;
        for (int i : members) {
            squares += (in.x()[i] - mu) * (in.x()[i] - mu);
        }
        double sigma2 = squares / members.size();
        return new Group(members, mu, sigma2, Math.sqrt(sigma2 + epsilon));
    }

    List<Term> of(String tensor, int at) {
        return switch (tensor) {
            case "y" -> y(at);
            case "dx" -> dx(at);
            case "dgamma", "dbeta" -> ofParameter(tensor, at);
            default -> throw new IllegalArgumentException(layer.label() + ": use state for " + tensor);
        };
    }

    private List<Term> y(int at) {
        Group own = group(group.applyAsInt(at));
        return List.of(
                Term.of(gamma(at), xHat(own, at)),
                Term.of(ofParameter("beta", parameter.applyAsInt(at), parameters)));
    }

    private List<Term> dx(int at) {
        Group own = group(group.applyAsInt(at));
        double meanG = 0;
        double meanGx = 0;
        for (int i : own.members()) {
            meanG += g(i) / own.members().size();
            meanGx += g(i) * own.xHat(in.x()[i]) / own.members().size();
        }
        Factor perS = Factor.of("1/s", 1 / own.s());
        return List.of(
                Term.of("direct", gamma(at), dy(at), perS),
                Term.of("mean", Factor.of("-mean(γ·dy)", -meanG), perS),
                Term.of("variance", Factor.of("-mean(γ·dy·x̂)", -meanGx), xHat(own, at), perS));
    }

    private List<Term> ofParameter(String tensor, int at) {
        List<Term> terms = new ArrayList<>();
        int known = -1;
        Group own = group(0);
        for (int i = 0; i < in.x().length; i++) {
            if (parameter.applyAsInt(i) != at) {
                continue;
            }
            if (group.applyAsInt(i) != known) {
                known = group.applyAsInt(i);
                own = group(known);
            }
            terms.add(tensor.equals("dbeta") ? Term.of(dy(i)) : Term.of(dy(i), xHat(own, i)));
        }
        return terms;
    }

    /** Of the state after the pass; channel {@code at} is a group. */
    List<Term> ofState(String tensor, int at, double momentum) {
        Group own = group(at);
        boolean mean = tensor.equals("mean");
        double before = in.state()[(mean ? 0 : parameters) + at];
        List<Term> terms = new ArrayList<>();
        terms.add(Term.of(
                "before", new Factor(tensor, List.of(at), before), Factor.of("1 - momentum", 1 - momentum)));
        Factor share = Factor.of("momentum/M", momentum / own.members().size());
        for (int i : own.members()) {
            double x = in.x()[i];
            List<Integer> index = index("x", i);
            Factor factor = mean
                    ? new Factor("x", index, x)
                    : new Factor("(x - μ)²", index, (x - own.mu()) * (x - own.mu()));
            terms.add(Term.of("batch", factor, share));
        }
        return terms;
    }

    private double g(int i) {
        return in.parameters()[parameter.applyAsInt(i)] * in.dy()[i];
    }

    private Factor gamma(int i) {
        return ofParameter("gamma", parameter.applyAsInt(i), 0);
    }

    private Factor ofParameter(String name, int p, int start) {
        return new Factor(
                name, TensorElements.index(layer.parameter(name).parameter().shape(), p), in.parameters()[start + p]);
    }

    private Factor dy(int i) {
        return new Factor("dy", index("dy", i), in.dy()[i]);
    }

    private Factor xHat(Group own, int i) {
        return new Factor("x̂", index("x", i), own.xHat(in.x()[i]));
    }

    private List<Integer> index(String tensor, int i) {
        return TensorElements.index(TensorElements.shape(layer, in.batch(), tensor), i);
    }
}
