package cnn.compare.layers;

import java.util.List;
import java.util.Optional;

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

    /** Every finding that is referred to, for the test that looks them up. */
    static List<String> findings() {
        return ALL.stream().map(Defect::finding).distinct().toList();
    }
}
