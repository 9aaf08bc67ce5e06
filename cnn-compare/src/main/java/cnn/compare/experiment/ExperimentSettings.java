package cnn.compare.experiment;

import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.compare.run.PhotoChoice;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be run.
 *
 * @param files YAML files, each with a name of its own
 * @param backends empty: each file's own
 * @param seeds how many: 1 to K instead of the file's seed
 * @param jobs trainings at a time, each on its share of the processors unless its file names threads
 * @param quick a short form that shows that all works, whose figures mean nothing
 * @param photos for those files that learn from photos
 * @param out the folder of the results
 * @param again trains anew what was trained by a file that has changed since
 * @param command as typed, for the record
 * @param version of the program, for the record
 */
public record ExperimentSettings(
        List<Path> files,
        List<String> backends,
        int seeds,
        int jobs,
        boolean quick,
        PhotoChoice photos,
        Path out,
        boolean again,
        String command,
        String version) {
    /** @throws BadInputException if there is nothing to run, or no such backend */
    public ExperimentSettings {
        files = List.copyOf(files);
        backends = backends.stream().distinct().toList();
        if (files.isEmpty()) {
            throw new BadInputException("name at least one experiment file; 'cnn experiment list' shows some");
        }
        if (seeds < 1) {
            throw new BadInputException("--seeds must be at least 1, got " + seeds);
        }
        if (jobs < 1) {
            throw new BadInputException("--jobs must be at least 1, got " + jobs);
        }
        if (quick && seeds > 1) {
            throw new BadInputException("--quick is one seed; leave out --seeds " + seeds + " or --quick");
        }
        for (String backend : backends) {
            if (!Backends.names().contains(backend)) {
                throw new BadInputException(
                        "unknown backend '" + backend + "' " + Suggestion.among(backend, Backends.names()));
            }
        }
    }

    /** What one of the jobs may have of the processors. */
    BackendOptions share(BackendOptions options) {
        return jobs == 1 || options.threads() > 0
                ? options
                : options.withThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / jobs));
    }
}
