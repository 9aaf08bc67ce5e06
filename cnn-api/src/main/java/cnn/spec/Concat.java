package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Branches side by side (Inception; Szegedy et al. 2014, arXiv:1409.4842): each is given the same x, and their outputs
 * {@code [C₁, H, W], [C₂, H, W], …} are stacked along the channels, {@code [C₁ + C₂ + …, H, W]}. Back, each branch is given its
 * channels of dy, and dx is the sum of what they give. Parameters and state are those of the layers inside:
 * {@code block1.conv1.w} for the block {@code block1}.
 *
 * @param branches at least one; a branch without layers is x itself
 */
public record Concat(List<List<NamedLayer>> branches) implements LayerSpec {
    /** @throws BadInputException if there is no branch or a name occurs twice in the block */
    public Concat {
        branches = branches.stream().map(List::copyOf).toList();
        if (branches.isEmpty()) {
            throw new BadInputException("a concat block needs at least one branch");
        }
        Branch.requireDistinctNames("concat", branches);
    }

    /** Layers called after their branch and their kinds: {@code branch1-conv1}, {@code branch2-conv1}, … */
    public static Concat of(List<List<LayerSpec>> branches) {
        List<List<NamedLayer>> named = new ArrayList<>();
        for (List<LayerSpec> branch : branches) {
            named.add(LayerNames.ofBranch(named.size() + 1).all(branch));
        }
        return new Concat(named);
    }

    @Override
    public String kind() {
        return "concat";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        int channels = 0;
        Shape first = Branch.output(branches.get(0), input);
        for (int i = 0; i < branches.size(); i++) {
            Shape shape = Branch.output(branches.get(i), input);
            if (shape.rank() != 3 || first.rank() != 3 || shape.dim(1) != first.dim(1) || shape.dim(2) != first.dim(2)) {
                throw new BadInputException(
                        "branches are stacked along the channels and must agree in height and width: branch 1 gives %s, branch %d %s"
                                .formatted(first, i + 1, shape));
            }
            channels = Math.addExact(channels, shape.dim(0));
        }
        return Shape.of(channels, first.dim(1), first.dim(2));
    }

    @Override
    public Join join() {
        return Join.CHANNELS;
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
        return visitor.concat(this);
    }
}
