package cnn.check.contract;

import cnn.check.cases.LayerCases;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.List;

/** The kinds of layers there are: every one has cases. */
final class Kinds {
    private Kinds() {}

    /** @throws BadInputException if there is no such kind; the message lists those there are */
    static void require(String kind) {
        List<String> known =
                LayerCases.all().stream().map(on -> on.spec().kind()).distinct().toList();
        if (!known.contains(kind)) {
            throw new BadInputException("unknown kind of layer '" + kind + "' " + Suggestion.among(kind, known));
        }
    }
}
