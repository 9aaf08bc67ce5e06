package cnn.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names for layers that were given none: their kind and their number among their kind, {@code conv1}, {@code conv2}, … */
public final class LayerNames {
    private final String prefix;
    private final Map<String, Integer> counts = new HashMap<>();

    public LayerNames() {
        this("");
    }

    private LayerNames(String prefix) {
        this.prefix = prefix;
    }

    /** For the shortcut of a residual block: {@code shortcut-conv1}, … */
    public static LayerNames ofShortcut() {
        return new LayerNames("shortcut-");
    }

    /** For a branch of a concat block: {@code branch1-conv1}, … */
    public static LayerNames ofBranch(int number) {
        return new LayerNames("branch" + number + "-");
    }

    /** A name for each. */
    public List<NamedLayer> all(List<LayerSpec> specs) {
        return specs.stream().map(spec -> new NamedLayer(next(spec), spec)).toList();
    }

    public String next(LayerSpec spec) {
        String stem = spec.kind().replace("2d", "").replace("_", "");
        return prefix + stem + counts.merge(stem, 1, Integer::sum);
    }
}
