package cnn.datasets.cifar;

import cnn.config.DatasetSpec;
import cnn.datasets.Dataset;
import cnn.datasets.DatasetProvider;
import java.util.Optional;
import java.util.Set;

/** The embedded pictures. */
public final class CifarProvider implements DatasetProvider {
    @Override
    public Set<String> names() {
        return Set.of(CatsAndDogs32.NAME);
    }

    @Override
    public Optional<Dataset> make(DatasetSpec spec) {
        return spec.name().equals(CatsAndDogs32.NAME) ? Optional.of(new CatsAndDogs32()) : Optional.empty();
    }
}
