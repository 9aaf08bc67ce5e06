package cnn.compare.engine.dl4j;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What both of DL4J's network classes want: the choice of helpers, and memory given back without a garbage collection. */
final class Dl4jHelpers {
    private Dl4jHelpers() {}

    /**
     * Runs what makes layers, with or without oneDNN helpers. Each layer asks for its helper once, in its constructor, by a
     * system property ({@code HelperUtils.createHelper}); so networks of both kinds can live in one process.
     */
    static synchronized void with(boolean helpers, Runnable makesLayers) {
        String property = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
        Optional<String> before = Optional.ofNullable(System.getProperty(property));
        System.setProperty(property, Boolean.toString(!helpers));
        try {
            makesLayers.run();
        } finally {
            before.ifPresentOrElse(value -> System.setProperty(property, value), () -> System.clearProperty(property));
        }
    }

    /** Gives back what can be; a view cannot. */
    static void close(List<Optional<INDArray>> arrays) {
        arrays.stream().flatMap(Optional::stream).filter(INDArray::closeable).forEach(INDArray::close);
        // Not all at once: destroyAllWorkspacesForCurrentThread ends with a full garbage collection, a tenth of a second.
        MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
        List.copyOf(workspaces.getAllWorkspacesForCurrentThread()).forEach(workspaces::destroyWorkspace);
    }
}
