package cnn.datasets;

import cnn.config.DatasetSpec;
import java.util.Optional;
import java.util.Set;

/** Makes the datasets of one kind. Found by {@link java.util.ServiceLoader}, so that no kind knows another. */
public interface DatasetProvider {
    /** The datasets that need nothing but their name; none for a kind that needs files of the user's. */
    Set<String> names();

    /**
     * A dataset of its own for every call, with all its samples; empty if it is not for this provider to make.
     *
     * @throws cnn.error.BadInputException if it is, but the specification cannot be used
     */
    Optional<Dataset> make(DatasetSpec spec);
}
