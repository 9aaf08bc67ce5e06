package cnn.compare.layers;

import cnn.check.CarriedBounds;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The engine's own loss on both sides of a point, along a direction v of ±1 in x and all parameters at once:
 * D(h) = (L(θ + hv) - L(θ - hv)) / 2h against g·v. Nothing of the oracle's enters but bounds: three times the truncation error is
 * measured as |D(2h) - D(h)|, and rounding is at most (error of L) / h. Where a step crosses a kink, by the recorded masks and
 * winners, another direction is tried.
 */
final class Direction {
    /** Exact in float32 around every multiple of it below 2¹⁰, where all cases lie; near (3·error of L)^(1/3). */
    private static final double STEP = 0x1p-13;

    /** The largest |x| that can be moved by so little in float32. */
    private static final double LARGEST = 0x1p10;

    private static final int TRIES = 4;

    private final Exam exam;
    private final double[] x;
    private final double[] parameters;
    private final Trace center;

    private Direction(Exam exam) {
        this.exam = exam;
        this.x = exam.specimen().x().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.rint(x[i] / STEP) * STEP;
        }
        this.parameters = exam.specimen().parameters();
        this.center = trace(x, parameters);
    }

    static List<Judgement> of(Exam exam) {
        if (Arrays.stream(exam.specimen().x()).anyMatch(value -> !(Math.abs(value) < LARGEST))) {
            return List.of(leftOut(exam));
        }
        Direction direction = new Direction(exam);
        try {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                List<Judgement> found = direction.along(attempt);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return List.of(leftOut(exam));
        } finally {
            exam.engine().setParameters(exam.specimen().parameters());
        }
    }

    private static Judgement leftOut(Exam exam) {
        return Judgement.leftOut(Demand.DIRECTION, exam.specimen().layer(), "dx and all gradients", 1);
    }

    private Trace trace(double[] atX, double[] atParameters) {
        Batch batch = exam.specimen().batch(atX);
        exam.engine().setParameters(atParameters);
        return exam.engine().trace(batch);
    }

    /** Empty if a step crosses a kink. */
    private List<Judgement> along(int attempt) {
        double[] ofX = signs(x.length, 2 * attempt);
        double[] ofParameters = signs(parameters.length, 2 * attempt + 1);
        double[] slopes = new double[2];
        for (int far = 0; far < 2; far++) {
            double h = STEP * (1 + far);
            Trace above = trace(moved(x, ofX, h), moved(parameters, ofParameters, h));
            Trace below = trace(moved(x, ofX, -h), moved(parameters, ofParameters, -h));
            long sides = center.flow().sides();
            if (above.flow().sides() != sides || below.flow().sides() != sides) {
                return List.of();
            }
            slopes[far] = (above.loss() - below.loss()) / (2 * h);
        }
        return List.of(judge(slopes, ofX, ofParameters));
    }

    private Judgement judge(double[] slopes, double[] ofX, double[] ofParameters) {
        CarriedBounds carried = exam.truth().carriedAt(center.flow(), Precision.FLOAT64, x);
        double slope = 0;
        double error = 0;
        double size = 0;
        for (int i = 0; i < ofX.length; i++) {
            slope += ofX[i] * center.dx()[i];
            error += carried.errorOfDx()[i];
            size += Math.abs(center.dx()[i]);
        }
        for (int i = 0; i < ofParameters.length; i++) {
            slope += ofParameters[i] * center.gradient()[i];
            error += carried.errorOfGradient()[i];
            size += Math.abs(center.gradient()[i]);
        }
        int terms = ofX.length + ofParameters.length;
        double summing = terms * Precision.FLOAT64.unitRoundoff() * size;
        // Twice: the loss's error is bounded in the middle, and stands for both ends.
        double rounding = 2 * carried.errorOfLoss() / STEP;
        double allowed = Math.abs(slopes[1] - slopes[0]) + rounding + error + 2 * summing;
        double ratio = Ratio.of(slope - slopes[0], allowed);
        String detail = String.format(
                Locale.ROOT,
                "dx and all gradients along a direction of %d numbers: %s, by differences of the engine's own loss %s,"
                        + " allowed %.3g",
                terms,
                slope,
                slopes[0],
                allowed);
        return new Judgement(
                Demand.DIRECTION, exam.specimen().layer(), "dx and all gradients", 1, 0, ratio, detail);
    }

    private static double[] signs(int count, int stream) {
        AddressedRandom random = new AddressedRandom(stream);
        double[] signs = new double[count];
        for (int i = 0; i < count; i++) {
            signs[i] = random.uniform(Purpose.TEST_DATA, 0, 0, i) < 0.5 ? -1 : 1;
        }
        return signs;
    }

    private static double[] moved(double[] values, double[] direction, double by) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by * direction[i];
        }
        return moved;
    }
}
