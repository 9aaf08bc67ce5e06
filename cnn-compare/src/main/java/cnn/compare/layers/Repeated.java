package cnn.compare.layers;

import cnn.backend.Backends;
import cnn.check.LayerFlow;
import cnn.compare.engine.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pass, a pass over another batch, and the first again. Backends promise the same bits for the same inputs. Other engines do
 * not, but what they give the second time must keep its bound as well.
 */
final class Repeated {
    private Repeated() {}

    static List<Judgement> of(Exam exam) {
        Trace other = exam.engine().trace(exam.specimen().otherBatch());
        Trace again = exam.engine().trace(exam.specimen().batch());
        List<String> differ = differences(exam.trace(), again);
        if (differ.isEmpty()) {
            boolean distinct = !Arrays.equals(other.x(), again.x());
            // A second batch that is the first one would show nothing.
            return distinct ? List.of(judgement(exam, 0, "the same bits")) : List.of();
        }
        if (Backends.names().contains(exam.form().engine())) {
            return List.of(judgement(exam, Double.POSITIVE_INFINITY, "not the same bits: " + String.join(", ", differ)));
        }
        return Transplanted.of(exam.checks(again.flow())).stream()
                .map(one -> new Judgement(
                        Demand.REPEATED,
                        one.layer(),
                        one.tensor(),
                        one.checked(),
                        one.leftOut(),
                        one.overBound(),
                        "after another batch, " + one.detail()))
                .toList();
    }

    private static Judgement judgement(Exam exam, double overBound, String detail) {
        return new Judgement(Demand.REPEATED, exam.specimen().layer(), "", 1, 0, overBound, detail);
    }

    private static List<String> differences(Trace first, Trace again) {
        List<String> differ = new ArrayList<>();
        if (first.loss() != again.loss()) {
            differ.add("loss");
        }
        for (int i = 0; i < first.layers().size(); i++) {
            LayerFlow before = first.layers().get(i);
            LayerFlow after = again.layers().get(i);
            if (!Arrays.equals(before.y(), after.y())) {
                differ.add("y of " + before.layer().name());
            }
            if (!Arrays.equals(before.dx(), after.dx())) {
                differ.add("dx of " + before.layer().name());
            }
        }
        if (!Arrays.equals(first.gradient(), again.gradient())) {
            differ.add("gradient");
        }
        if (!Arrays.equals(first.flow().stateAfter(), again.flow().stateAfter())) {
            differ.add("state");
        }
        return differ;
    }
}
