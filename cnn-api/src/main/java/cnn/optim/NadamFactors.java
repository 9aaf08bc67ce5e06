package cnn.optim;

/**
 * The numbers of one {@link Nadam} update: θ ← θ - η·(ofM·m + ofG·g) / (√(v·ofV) + ε).
 *
 * @param ofM factor of m
 * @param ofG factor of g
 * @param ofV factor of v, its bias correction
 */
public record NadamFactors(double ofM, double ofG, double ofV) {
    /** Gives the factors of one update after another; those of any other update it works out from the first on. */
    public static final class Sequence {
        private final Nadam spec;
        private long last;
        private double product = 1;

        public Sequence(Nadam spec) {
            this.spec = spec;
        }

        /** @param t number of the update, from 1 */
        public NadamFactors at(long t) {
            if (spec.momentum() == Nadam.Momentum.CONSTANT) {
                double correction = 1 - Math.pow(spec.beta1(), t);
                return new NadamFactors(spec.beta1() / correction, (1 - spec.beta1()) / correction, 1);
            }
            double soFar = productUpTo(t);
            double next = momentum(t + 1);
            return new NadamFactors(
                    next / (1 - soFar * next), (1 - momentum(t)) / (1 - soFar), 1 / (1 - Math.pow(spec.beta2(), t)));
        }

        /** μ₁·μ₂·…·μₜ, always multiplied in this order: a training that was resumed goes on with the same bits. */
        private double productUpTo(long t) {
            if (t < last) {
                last = 0;
                product = 1;
            }
            while (last < t) {
                last++;
                product *= momentum(last);
            }
            return product;
        }

        private double momentum(long t) {
            return spec.beta1() * (1 - 0.5 * Math.pow(0.96, t * spec.momentumDecay()));
        }
    }
}
