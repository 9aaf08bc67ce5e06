package cnn.datasets.photos;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names in archives that are no plain paths below the top. Nothing is unpacked by name, but who writes such a name means
 * harm.
 */
final class SafeName {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private SafeName() {}

    /** What is wrong with it, if anything is. */
    static Optional<String> complaint(String name, Limits limits) {
        String folder = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        if (folder.isEmpty()) {
            return Optional.of("has no name");
        }
        if (name.length() > limits.nameLength()) {
            return Optional.of("has a name of %,d letters".formatted(name.length()));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has control characters in its name");
        }
        if (name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).matches()) {
            return Optional.of("has an absolute path");
        }
        String[] names = folder.split("[/\\\\]", -1);
        for (String one : names) {
            if (one.equals("..")) {
                return Optional.of("leads out of the archive");
            }
            if (one.isEmpty()) {
                return Optional.of("has an empty name in its path");
            }
        }
        return names.length > limits.depth()
                ? Optional.of("lies in %d folders".formatted(names.length - 1))
                : Optional.empty();
    }

    /** A name for messages: short, and without anything that a terminal would obey. */
    static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 77) + "…";
    }
}
