package cnn.check.own;

import cnn.check.own.Comparison.Element;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/** The right numbers in the wrong places: reversed, swapped or shifted along the last two axes. */
final class Rearrangement {
    private static final int NOWHERE = -1;

    /** Larger inputs are not searched output by output. */
    private static final int LARGEST_SAMPLE = 2048;

    private final Comparison comparison;
    private final int height;
    private final int width;

    /** Where the elements lie that are not zero. */
    private final int top;

    private final int bottom;
    private final int left;
    private final int right;

    /**
     * @param name what is done to the right numbers
     * @param to from row and column to the place in a plane where the layer has put the number, or {@link #NOWHERE}
     */
    private record Move(String name, IntBinaryOperator to) {}

    private Rearrangement(Comparison comparison) {
        this.comparison = comparison;
        Shape shape = comparison.tensor().shape();
        int inner = shape.rank() - (comparison.tensor().isX() ? 1 : 0);
        this.width = shape.dim(shape.rank() - 1);
        this.height = inner >= 2 ? shape.dim(shape.rank() - 2) : 1;
        int[] box = {height, -1, width, -1};
        for (Element element : comparison.elements()) {
            if (element.isSignificant()) {
                int row = element.at() / width % height;
                int column = element.at() % width;
                box[0] = Math.min(box[0], row);
                box[1] = Math.max(box[1], row);
                box[2] = Math.min(box[2], column);
                box[3] = Math.max(box[3], column);
            }
        }
        this.top = box[0];
        this.bottom = box[1];
        this.left = box[2];
        this.right = box[3];
    }

    static Optional<String> of(Comparison c) {
        String name = c.tensor().gradient();
        Optional<String> whole = new Rearrangement(c)
                .found()
                .map(move -> "%s has the right numbers, but %s".formatted(name, move));
        if (whole.isPresent() || !c.tensor().isX() || c.trial().on().input().size() > LARGEST_SAMPLE) {
            return whole;
        }
        return new Rearrangement(c.fromOneOutput(middle(c.trial())))
                .found()
                .map(move -> "what one output sends back to x are the right numbers, but " + move
                        + (move.startsWith("reversed")
                                ? "; if this is a convolution, its kernel is not rotated in dx"
                                : ""));
    }

    /** An output in the middle of the first sample's first plane: its window lies inside. */
    private static int middle(Trial trial) {
        Shape output = trial.output();
        int columns = output.dim(output.rank() - 1);
        int rows = output.rank() >= 3 ? output.dim(output.rank() - 2) : 1;
        return rows / 2 * columns + columns / 2;
    }

    private Optional<String> found() {
        return moves().stream().filter(this::fits).map(Move::name).findFirst();
    }

    private List<Move> moves() {
        return List.of(
                new Move("reversed in both directions", (h, w) -> place(flippedRow(h, w), flippedColumn(h, w))),
                new Move("reversed along the last axis", (h, w) -> place(h, flippedColumn(h, w))),
                new Move("reversed along the axis before the last", (h, w) -> place(flippedRow(h, w), w)),
                new Move("with the last two axes swapped", (h, w) -> w * height + h),
                new Move("shifted by 1 along the last axis", (h, w) -> place(h, w + 1)),
                new Move("shifted by -1 along the last axis", (h, w) -> place(h, w - 1)),
                new Move("shifted by 1 along the axis before the last", (h, w) -> place(h + 1, w)),
                new Move("shifted by -1 along the axis before the last", (h, w) -> place(h - 1, w)));
    }

    private int flippedRow(int row, int column) {
        return inBox(row, column) ? top + bottom - row : row;
    }

    private int flippedColumn(int row, int column) {
        return inBox(row, column) ? left + right - column : column;
    }

    private boolean inBox(int row, int column) {
        return row >= top && row <= bottom && column >= left && column <= right;
    }

    private int place(int row, int column) {
        return row < 0 || row >= height || column < 0 || column >= width ? NOWHERE : row * width + column;
    }

    /** Every number is found where the move takes it, and enough of them have moved and are told apart by it. */
    private boolean fits(Move move) {
        int moved = 0;
        for (Element element : comparison.elements()) {
            int plane = element.at() / (height * width);
            int to = move.to().applyAsInt(element.at() / width % height, element.at() % width);
            if (to == NOWHERE) {
                continue;
            }
            int there = plane * height * width + to;
            double value = element.slope().value();
            if (!(Math.abs(comparison.own(there) - value) <= 2 * element.tolerance())) {
                return false;
            }
            if (there != element.at() && element.isSignificant() && element.isWrong()) {
                moved++;
            }
        }
        return moved > Diagnosis.ENOUGH;
    }
}
