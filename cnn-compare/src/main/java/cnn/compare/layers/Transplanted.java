package cnn.compare.layers;

import cnn.check.TensorCheck;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every tensor that a layer gives, against the oracle's, which is given exactly what the engine's layer got. */
final class Transplanted {
    private Transplanted() {}

    static List<Judgement> of(List<Exam.Checked> checks) {
        List<Judgement> judgements = new ArrayList<>();
        for (Exam.Checked one : checks) {
            TensorCheck check = one.check();
            judgements.add(new Judgement(
                    demand(check.tensor(), one.layer()),
                    one.layer(),
                    check.tensor(),
                    check.difference().count(),
                    0,
                    check.agrees() ? check.errorOverBound() : Math.max(check.errorOverBound(), Math.nextUp(1.0)),
                    Optional.of(check.difference().ulps()),
                    check.describe()));
        }
        return judgements;
    }

    private static Demand demand(String tensor, PlacedLayer layer) {
        return switch (tensor) {
            case "y" -> Demand.Y;
            case "dx" -> Demand.DX;
            default ->
                layer.parameters().stream()
                                .anyMatch(slice -> tensor.equals("d" + slice.parameter().name()))
                        ? Demand.GRADIENT
                        : Demand.STATE;
        };
    }
}
