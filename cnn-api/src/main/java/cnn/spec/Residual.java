package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * A residual block: y = body(x) + shortcut(x), dx = (dx of the body) + (dx of the shortcut), both branches given the same x
 * and the same dy (He, Zhang, Ren and Sun 2015, arXiv:1512.03385). Any shape that the branches take; both must give the same
 * shape. Parameters and state are those of the layers inside: {@code block1.conv1.w} for the block {@code block1}.
 *
 * @param body at least one layer
 * @param shortcut usually a 1×1 convolution, where the body changes the shape; empty: x itself
 */
public record Residual(List<NamedLayer> body, List<NamedLayer> shortcut) implements LayerSpec {
    /** @throws BadInputException if the body is empty or a name occurs twice in the block */
    public Residual {
        body = List.copyOf(body);
        shortcut = List.copyOf(shortcut);
        if (body.isEmpty()) {
            throw new BadInputException("a residual block needs at least one layer in its body");
        }
        Branch.requireDistinctNames("residual", List.of(body, shortcut));
    }

    /** Layers called after their kinds: {@code conv1}, {@code conv2}, … in the body, {@code shortcut-conv1}, … beside it. */
    public static Residual of(List<LayerSpec> body, List<LayerSpec> shortcut) {
        return new Residual(new LayerNames().all(body), LayerNames.ofShortcut().all(shortcut));
    }

    /** With x itself as the shortcut. */
    public static Residual of(List<LayerSpec> body) {
        return of(body, List.of());
    }

    @Override
    public String kind() {
        return "residual";
    }

    @Override
    public Shape output(Shape input) {
        Shape ofBody = Branch.output(body, input);
        Shape ofShortcut = Branch.output(shortcut, input);
        if (!ofBody.equals(ofShortcut)) {
            throw new BadInputException(
                    "the body gives %s, but %s %s; both are added and must agree: put a conv2d with kernel 1 and the "
                                    .formatted(ofBody, shortcut.isEmpty() ? "x itself is" : "the shortcut", ofShortcut)
                            + "body's channels and stride into the shortcut");
        }
        return ofBody;
    }

    @Override
    public List<List<NamedLayer>> branches() {
        return List.of(body, shortcut);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return Branch.parametersOf(branches(), input);
    }

    @Override
    public List<StateSpec> state(Shape input) {
        return Branch.stateOf(branches(), input);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return Branch.multiplyAddsOf(branches(), input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.residual(this);
    }
}
