package cnn.check.terms;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One term of a sum: a product.
 *
 * @param part of the formula that the term belongs to, {@code mean} or {@code variance} of a normalisation's dx, {@code
 *     branch 2} of a composite; empty where the formula is one plain sum
 */
public record Term(String part, List<Factor> factors) {
    public Term {
        factors = List.copyOf(factors);
    }

    static Term of(Factor... factors) {
        return new Term("", List.of(factors));
    }

    static Term of(String part, Factor... factors) {
        return new Term(part, List.of(factors));
    }

    /** The product of the factors. */
    public double value() {
        double product = 1;
        for (Factor factor : factors) {
            product *= factor.value();
        }
        return product;
    }

    /** For example {@code w[0,2,1,1] 0.25 · x[0,2,3,4] -1.5}, after the part if there is one: {@code mean: …}. */
    public String text() {
        String product = factors.stream().map(Factor::text).collect(Collectors.joining(" · "));
        return part.isEmpty() ? product : part + ": " + product;
    }
}
