package cnn.datasets.photos;

import cnn.config.DatasetSpec;
import cnn.config.PhotosSpec;
import cnn.datasets.Dataset;
import cnn.datasets.DatasetProvider;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The user's photos. */
public final class PhotosProvider implements DatasetProvider {
    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public Optional<Dataset> make(DatasetSpec spec) {
        return spec.photos().map(photos -> new PhotoDataset(spec.name(), place(spec.name(), photos), photos));
    }

    private static Path place(String name, PhotosSpec spec) {
        return spec.path()
                .orElseThrow(() -> new BadInputException("the photos of dataset '" + name + "' do not come with the"
                        + " program; name their folder or archive with --data PATH, or with 'path:' in the file"));
    }
}
