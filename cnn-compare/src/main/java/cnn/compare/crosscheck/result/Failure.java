package cnn.compare.crosscheck.result;

import java.util.Optional;

/**
 * Something that disagrees and should not.
 *
 * @param rule its id
 * @param kind of layer, or the name of a network
 * @param tensor {@code y}, {@code dx}, {@code dw}, {@code db}, …; empty if it is about no tensor
 * @param where the case, or the layer in its network
 * @param detail one line: what was expected, what came
 * @param errorOverBound how far beyond; infinite where there is no bound
 * @param replay the command that shows it again
 */
public record Failure(
        String subject,
        String rule,
        String kind,
        String tensor,
        String where,
        String detail,
        double errorOverBound,
        Optional<String> replay) {}
