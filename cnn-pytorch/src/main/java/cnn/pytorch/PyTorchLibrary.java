package cnn.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import cnn.error.BadInputException;
import java.util.Optional;

/** PyTorch's native library: loaded from the class path, never from the network. */
final class PyTorchLibrary {
    private static final String ENGINE = "PyTorch";

    private final Engine engine;
    private final int threads;

    private PyTorchLibrary(Engine engine, int threads) {
        this.engine = engine;
        this.threads = threads;
    }

    /**
     * Loads the library if nobody did yet. The first time on a machine, it unpacks half a gigabyte into DJL's cache (the
     * folder {@code .djl.ai} in the user's home, or the one that DJL_CACHE_DIR names).
     *
     * @param threads of every operation in this process
     * @throws BadInputException if it cannot be loaded; the message says why and what still works
     */
    static PyTorchLibrary load(int threads) {
        // Else DJL asks a server for libraries that are not there, and tells another one that it was used.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        try {
            Engine engine = Engine.getEngine(ENGINE);
            JniUtils.setNumThreads(threads);
            return new PyTorchLibrary(engine, threads);
        } catch (LinkageError | RuntimeException e) {
            throw cannotLoad(e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static BadInputException cannotLoad(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String reason = Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return new BadInputException(
                "engine 'pytorch' cannot load PyTorch's native library (%s); is there one for this platform on the class path, and half a gigabyte free in the home folder? All other engines work without it"
                        .formatted(reason.lines().findFirst().orElse(reason)),
                failure);
    }

    /** Memory of PyTorch's; everything made with it lives until it is closed. */
    NDManager newManager() {
        return engine.newBaseManager(Device.cpu());
    }

    /** For example {@code PyTorch 2.7.1 through DJL 0.35.1, 2 threads}. */
    String describe() {
        return "%s %s through DJL %s, %d thread%s"
                .formatted(ENGINE, engine.getVersion(), Engine.getDjlVersion(), threads, threads == 1 ? "" : "s");
    }

    /** Whatever is computed until this is closed is recorded for a backward pass. One at a time. */
    ai.djl.training.GradientCollector record() {
        return engine.newGradientCollector();
    }
}
