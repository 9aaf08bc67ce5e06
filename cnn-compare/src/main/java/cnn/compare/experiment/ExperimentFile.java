package cnn.compare.experiment;

import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An experiment: a run's YAML file with a name. Files of one folder belong together: reports compare them.
 *
 * @param group the folder's name
 * @param name the file's, without its ending
 * @param title the first sentence of the comment that the file begins with; may be empty
 */
public record ExperimentFile(String group, String name, String title, RunDocument document) {
    private static final Pattern ENDING = Pattern.compile("\\.ya?ml$", Pattern.CASE_INSENSITIVE);

    /** A full stop that ends a sentence, neither an initial nor an abbreviation within one. */
    private static final Pattern SENTENCE = Pattern.compile("(?<=[\\p{Ll}\\d)`][.!?])\\s+(?=\\p{Lu})");

    /** @throws BadInputException if it cannot be read or is no run; says where */
    public static ExperimentFile read(Path file) {
        RunDocument document = RunDocument.read(file);
        RunConfig checked = document.config();
        document.published();
        Path whole = file.toAbsolutePath().normalize();
        String group = Optional.ofNullable(whole.getParent())
                .flatMap(folder -> Optional.ofNullable(folder.getFileName()))
                .map(Path::toString)
                .orElse("experiments");
        try {
            String name = ENDING.matcher(whole.getFileName().toString()).replaceFirst("");
            return new ExperimentFile(group, name, sentence(Files.readString(file)), document.withBackend(checked.backend()));
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The first sentence of the comment at a YAML text's beginning. */
    static String sentence(String yaml) {
        StringBuilder comment = new StringBuilder();
        for (String line : yaml.lines().toList()) {
            if (!line.startsWith("#")) {
                break;
            }
            comment.append(' ').append(line.substring(1).strip());
        }
        return SENTENCE.split(comment.toString().strip(), 2)[0];
    }

    /** {@code group/name}: where its results lie in a run's folder, and what messages call it. */
    public String path() {
        return group + "/" + name;
    }
}
