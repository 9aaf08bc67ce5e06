package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.layers.KnownDefects;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One subject's path beside the oracle's: judged update by update, parameter by parameter. */
final class PathVerdict {
    private final Subject subject;
    private final TrainingCase on;
    private final Path oracle;
    private final Corridor corridor;
    private final Path path;
    private final Path control;
    private long checked;
    private long leftOut;
    private double worst;
    private double worstLoss;
    private final Optional<KnownDefects.UpdateDefect> defect;
    private boolean defectSeen;
    private Optional<Failure> first = Optional.empty();
    private Optional<Failure> firstLoss = Optional.empty();

    /** @param control the subject's own path from one ULP away */
    PathVerdict(Subject subject, TrainingCase on, Path oracle, Corridor corridor, Path path, Path control) {
        this.subject = subject;
        this.on = on;
        this.oracle = oracle;
        this.corridor = corridor;
        this.path = path;
        this.control = control;
        this.defect = subject.precision() == Precision.FLOAT32
                ? KnownDefects.ofUpdate(subject.engine(), on.update().optimizer().kind())
                : Optional.empty();
    }

    /** Enters everything, of failures the first of each rule; gives the largest share of a limit. */
    double enter(Ledger ledger) {
        List<Trajectory.Point> points = new ArrayList<>(List.of(point(0)));
        for (int update = 1; update <= oracle.updates(); update++) {
            judgeParameters(update);
            judgeLoss(update);
            points.add(point(update));
        }
        Rule rule = TrajectoryLevel.ofPath(subject);
        ledger.checked(subject, rule, on.name(), checked, worst);
        ledger.leftOut(subject, rule, on.name(), leftOut);
        ledger.checked(subject, TrajectoryLevel.LOSS, on.name(), oracle.updates(), worstLoss);
        first.ifPresent(failure -> ledger.failed(subject, rule, failure));
        if (defectSeen) {
            ledger.known(subject, rule, on.name(), defect.orElseThrow().finding());
        }
        firstLoss.ifPresent(failure -> ledger.failed(subject, TrajectoryLevel.LOSS, failure));
        ledger.add(new Trajectory(
                subject.label(),
                "textbook float64",
                on.describe(),
                points,
                first.isEmpty() && firstLoss.isEmpty()));
        return Math.max(worst, worstLoss);
    }

    private void judgeParameters(int update) {
        double[] own = path.parameters().get(update);
        double[] expected = oracle.parameters().get(update);
        double[] start = oracle.parameters().get(0);
        for (int s = 0; s < corridor.slices().size(); s++) {
            Slice slice = corridor.slices().get(s);
            double distance = Path.distance(own, expected, slice.offset(), slice.end());
            double limit = corridor.ofSlice(update, s);
            double travelled = Path.distance(expected, start, slice.offset(), slice.end());
            double share = share(distance, limit);
            if (share > 1 && distance <= limit + explainedByDefect(update, slice)) {
                defectSeen = true;
            } else if (share > 1) {
                String detail = "after update %d, %s is %.3g from the oracle's, explained is %.3g (way so far %.3g)"
                        .formatted(update, slice.name(), distance, limit, travelled);
                fail(slice.parameter().name(), detail, share);
            }
            // A corridor wider than the way itself lets every engine pass that does anything at all.
            if (limit < travelled || share > 1) {
                checked++;
                worst = Math.max(worst, share);
            } else {
                leftOut++;
            }
        }
    }

    /** What a known defect of the library's update adds up to: of every step so far its share. */
    private double explainedByDefect(int update, Slice slice) {
        double length = 0;
        for (int step = 1; step <= update && defect.isPresent(); step++) {
            length += Path.distance(
                    oracle.parameters().get(step), oracle.parameters().get(step - 1), slice.offset(), slice.end());
        }
        return length * defect.map(KnownDefects.UpdateDefect::relative).orElse(0.0);
    }

    private void fail(String tensor, String detail, double share) {
        first = first.or(() -> Optional.of(TrajectoryLevel.failure(
                subject, TrajectoryLevel.ofPath(subject), on, tensor, detail, share)));
    }

    private void judgeLoss(int update) {
        double difference = lossDifference(update);
        double share = share(difference, corridor.ofLoss(update));
        worstLoss = Math.max(worstLoss, share);
        if (share > 1 && firstLoss.isEmpty()) {
            String detail = String.format(
                    Locale.ROOT,
                    "the batch of update %d has loss %.9g, the oracle's is %.9g; explained is a difference of %.3g",
                    update,
                    path.losses().get(update - 1),
                    oracle.losses().get(update - 1),
                    corridor.ofLoss(update));
            firstLoss = Optional.of(
                    TrajectoryLevel.failure(subject, TrajectoryLevel.LOSS, on, "", detail, share));
        }
    }

    private double lossDifference(int update) {
        double difference =
                Math.abs(path.losses().get(update - 1) - oracle.losses().get(update - 1));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    /** Nothing off is no share of any limit, even of none at all. */
    private static double share(double distance, double limit) {
        return distance == 0 ? 0 : distance / limit;
    }

    private Trajectory.Point point(int update) {
        double[] expected = oracle.parameters().get(update);
        return new Trajectory.Point(
                update,
                Path.distance(path.parameters().get(update), expected),
                Path.distance(path.parameters().get(update), control.parameters().get(update)),
                corridor.ofAll(update),
                Path.distance(expected, oracle.parameters().get(0)),
                update == 0 ? 0 : lossDifference(update));
    }
}
