package cnn.compare.layers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wrong in the libraries that outside engines wrap, is written up in docs/findings.md, and is not ours to mend: a
 * check that fails for such a reason is shown with it, and does not fail the run. What our own backends get wrong has no
 * place here.
 */
public final class KnownDefects {
    /**
     * @param engine its name
     * @param kind of layer
     * @param tensors that are off, as in checks
     * @param finding the heading in docs/findings.md
     */
    private record Defect(String engine, String kind, List<String> tensors, String finding) {}

    private static final String STOCK = "dl4j-stock";
    private static final String TANH = "tanh loses its digits near zero";
    private static final String FUNCTIONS = "12. Activation functions";

    private static final List<Defect> ALL = List.of(
            new Defect("dl4j", "tanh", List.of("y", "dx"), TANH),
            new Defect(STOCK, "tanh", List.of("y", "dx"), TANH),
            new Defect(STOCK, "local_response_norm", List.of("dx"), "11. Local response normalisation: a wrong gradient"),
            new Defect(STOCK, "leaky_relu", List.of("dx"), FUNCTIONS),
            new Defect(STOCK, "elu", List.of("y", "dx"), FUNCTIONS),
            new Defect(STOCK, "gelu", List.of("y", "dx"), FUNCTIONS),
            new Defect(STOCK, "softplus", List.of("y", "dx"), FUNCTIONS),
            new Defect(STOCK, "silu", List.of("dx"), FUNCTIONS));

    /**
     * An optimizer's update that is off in float32.
     *
     * @param engine its name
     * @param optimizer its kind
     * @param relative how far each step is off at most, of its own size
     * @param finding the heading in docs/findings.md
     */
    public record UpdateDefect(String engine, String optimizer, double relative, String finding) {}

    /** 1 - β₂ and 1 - β₂ᵗ are off by 1.3e-5, of each of which a step feels the half. */
    private static final double OF_ROUNDED_BETA = 1.3e-5;

    private static final String ADAM = "6. Adam in float32 is off by 6e-6";

    private static final List<UpdateDefect> UPDATES = List.of(
            new UpdateDefect("dl4j", "adam", OF_ROUNDED_BETA, ADAM),
            new UpdateDefect(STOCK, "adam", OF_ROUNDED_BETA, ADAM));

    private KnownDefects() {}

    /** The finding that explains why this engine's tensor is off, if there is one. */
    public static Optional<String> of(String engine, String kind, String tensor) {
        return ALL.stream()
                .filter(known -> known.engine.equals(engine) && known.kind.equals(kind) && known.tensors.contains(tensor))
                .map(Defect::finding)
                .findFirst();
    }

    /** Findings that explain why anything that this engine makes of a network with this kind of layer is off. */
    public static List<String> of(String engine, String kind) {
        return ALL.stream()
                .filter(known -> known.engine.equals(engine) && known.kind.equals(kind))
                .map(Defect::finding)
                .distinct()
                .toList();
    }

    /** What is known about this engine's update by this kind of optimizer, in float32. */
    public static Optional<UpdateDefect> ofUpdate(String engine, String optimizer) {
        return UPDATES.stream()
                .filter(known -> known.engine.equals(engine) && known.optimizer.equals(optimizer))
                .findFirst();
    }

    /** Every finding that is referred to, for the test that looks them up. */
    static List<String> findings() {
        return Stream.concat(
                        ALL.stream().map(Defect::finding), UPDATES.stream().map(UpdateDefect::finding))
                .distinct()
                .toList();
    }
}
