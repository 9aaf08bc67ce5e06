package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.regex.Pattern;

/**
 * A layer spec with the name that reports, messages and parameter slices use.
 *
 * @param name letters, digits, {@code _} and {@code -}; unique within its network, or within the composite that it is in
 */
public record NamedLayer(String name, LayerSpec spec) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    public NamedLayer {
        if (!NAME.matcher(name).matches()) {
            throw new BadInputException(
                    "layer name '" + name + "' must consist of letters, digits, '_' and '-', and not be empty");
        }
    }

    /** @throws BadInputException if the layer cannot take that input; names the layer */
    Shape outputOn(Shape input) {
        try {
            return spec.output(input);
        } catch (BadInputException e) {
            throw e.at(spec.kind() + " '" + name + "' on input " + input);
        }
    }
}
