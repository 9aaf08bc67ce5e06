package cnn.compare.crosscheck;

import cnn.compare.crosscheck.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What engines share, pair by pair; docs/cross-check.md says where that is known from. */
final class EvidenceOf {
    private static final Set<String> LIBND4J = Set.of("nd4j", "dl4j", "dl4j-stock");
    private static final Set<String> JAVA = Set.of("textbook", "scratch");
    private static final String PYTORCH = "pytorch";
    /** What every engine but DL4J's and PyTorch's own layers takes from this project's language. */
    private static final String LANGUAGE = "output shapes, masks, losses and initial values of cnn-api";

    private EvidenceOf() {}

    static List<Evidence> pairs(List<String> engines) {
        List<Evidence> pairs = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            for (int j = i + 1; j < engines.size(); j++) {
                pairs.add(of(engines.get(i), engines.get(j)));
            }
        }
        return List.copyOf(pairs);
    }

    private static Evidence of(String a, String b) {
        if (LIBND4J.contains(a) && LIBND4J.contains(b)) {
            boolean both = !a.equals("nd4j") && !b.equals("nd4j");
            return new Evidence(
                    a,
                    b,
                    false,
                    both
                            ? "the same library; they differ in oneDNN's helpers and in what the bridge puts right"
                            : "libnd4j and its oneDNN 2.3: the same native operations, called by two sets of layers");
        }
        if (a.equals(PYTORCH) && LIBND4J.contains(b) || b.equals(PYTORCH) && LIBND4J.contains(a)) {
            return new Evidence(
                    a, b, true, "oneDNN computes float32 convolutions in both, in versions years apart; in float64 nothing");
        }
        boolean java = JAVA.contains(a) && JAVA.contains(b);
        return new Evidence(a, b, true, java ? "no code of any layer (a test holds it); " + LANGUAGE : LANGUAGE);
    }
}
