package cnn.compare.result;

/**
 * One engine in one precision, as it took part.
 *
 * @param name as in {@code --engines}
 * @param precision {@code float32} or {@code float64}
 * @param role what it did here, for example {@code oracle}, {@code gradients}, {@code gradients and training}
 */
public record EngineInfo(String name, String precision, String description, String role) {
    private static final String ABSENT = "took no part";

    /** One that was asked for and could not; its role is the reason. */
    public static EngineInfo absent(String name, String precision, String reason) {
        return new EngineInfo(name, precision, ABSENT, reason);
    }

    /** Whether it could not take part. */
    public boolean isAbsent() {
        return description.equals(ABSENT);
    }

    /** Name and precision in one, for example {@code nd4j float64}. */
    public String label() {
        return name + " " + precision;
    }
}
