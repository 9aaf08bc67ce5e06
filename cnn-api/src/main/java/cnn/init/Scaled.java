package cnn.init;

import cnn.spec.ParameterSpec;
import java.util.Locale;

/**
 * Mean 0 and a variance that keeps the size of what flows through a layer: normal with that variance, or uniform in
 * ±√(3·variance).
 */
public record Scaled(Rule rule, Form form) implements Initializer {
    /** Whose variance. */
    public enum Rule {
        /** 2 / (fanIn + fanOut): for sigmoid and tanh. X. Glorot and Y. Bengio 2010, AISTATS. */
        GLOROT,
        /** 2 / fanIn: for ReLU, which drops half of the variance. He et al. 2015, arXiv:1502.01852. */
        HE,
        /** 1 / fanIn. LeCun, Bottou, Orr and Müller 1998, "Efficient BackProp", section 4.6; for SELU too. */
        LECUN
    }

    /** The distribution. */
    public enum Form {
        NORMAL,
        UNIFORM
    }

    @Override
    public String kind() {
        return (rule.name() + "_" + form.name()).toLowerCase(Locale.ROOT);
    }

    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        double fan = rule == Rule.GLOROT ? (double) weight.fanIn() + weight.fanOut() : weight.fanIn();
        double numerator = rule == Rule.LECUN ? 1 : 2;
        Initializer plain = form == Form.NORMAL
                ? new Normal(Math.sqrt(numerator / fan))
                : new Uniform(Math.sqrt(3 * numerator / fan));
        plain.fill(weight, draws, values, offset);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.scaled(this);
    }
}
