package cnn.compare.layers;

/** What is demanded of a layer on an engine. Numbers stay: reports name rules by them. */
public enum Demand {
    Y(1, "y lies within the derived bound of the oracle's, which is given the engine's own x, w and b"),
    DX(2, "dx likewise, given the engine's own dy"),
    GRADIENT(3, "each parameter's gradient likewise"),
    STATE(4, "the state after the pass likewise"),
    DIFFERENCES(5, "dx and each parameter's gradient agree with finite differences of the oracle's forward pass"
            + " (left out: steps over a kink)"),
    DIRECTION(6, "the gradient agrees with a directional derivative of the engine's own loss (left out: steps over a kink,"
            + " and x of 1024 and more, where float32 knows no such steps)"),
    LINEAR(7, "backward is linear in dy: dx and gradients for dy₁ + dy₂ are those for dy₁ and for dy₂, added"
            + " (left out: another x came in)"),
    REPEATED(8, "a pass gives the same after a pass over another batch: the same bits where they are promised, else within"
            + " the bound"),
    AS_TRAINED(9, "the gradient on the path that trains, fused layers and all, lies within the bound carried through the"
            + " network (left out: no finite bound)"),
    RUNS(11, "every case runs, or is refused in one clear line (left out: refused)");

    private final int number;
    private final String title;

    Demand(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** For example {@code L2}. */
    public String id() {
        return "L" + number;
    }

    public String title() {
        return title;
    }

    /** Whether one tensor of one innermost layer is judged, by nothing but what came into that layer. */
    public boolean isOfOneTensor() {
        return ordinal() <= STATE.ordinal();
    }
}
