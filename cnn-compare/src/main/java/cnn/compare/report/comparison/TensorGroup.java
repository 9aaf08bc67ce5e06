package cnn.compare.report.comparison;

import cnn.compare.result.GradientRow;

/** What kind of tensor a row compares. */
enum TensorGroup {
    ACTIVATIONS("y", "activations y"),
    INPUT_GRADIENTS("dx", "input gradients dx"),
    /** And what a step leaves of running statistics, where a layer has them. */
    PARAMETER_GRADIENTS("", "parameter gradients dw, db, …");

    private final String tensor;
    private final String title;

    TensorGroup(String tensor, String title) {
        this.tensor = tensor;
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean holds(GradientRow row) {
        return of(row.tensor()) == this;
    }

    static TensorGroup of(String tensor) {
        return tensor.equals(ACTIVATIONS.tensor)
                ? ACTIVATIONS
                : tensor.equals(INPUT_GRADIENTS.tensor) ? INPUT_GRADIENTS : PARAMETER_GRADIENTS;
    }
}
