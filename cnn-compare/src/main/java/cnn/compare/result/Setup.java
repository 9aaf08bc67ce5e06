package cnn.compare.result;

import java.util.List;

/**
 * What was run, so that it can be run again.
 *
 * @param command the arguments as given
 * @param networkTable the network as an aligned text table
 * @param networkYaml the network as a configuration
 * @param optimizer with its hyper-parameters
 * @param gradientBatch how many images the gradients were compared on
 * @param linearBaseline accuracy of logistic regression on the raw pixels of the same dataset, for the eye; NaN if unknown
 * @param started ISO-8601 time
 * @param machine processor count, JDK and operating system, no host names
 */
public record Setup(
        String command,
        String dataset,
        String citation,
        List<String> classes,
        int trainImages,
        int testImages,
        String networkTable,
        String networkYaml,
        int parameters,
        long multiplyAdds,
        String loss,
        String optimizer,
        String initializer,
        int epochs,
        int batchSize,
        long seed,
        int gradientBatch,
        double linearBaseline,
        String started,
        String machine) {}
