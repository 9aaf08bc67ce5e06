package cnn.scratch.kernel;

import cnn.error.BadInputException;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Chooses the kernels: the Vector API's where this JVM has it, else the scalar ones, with the reason in the log and the flag
 * that would help.
 */
public final class KernelLookup {
    private static final System.Logger LOG = System.getLogger(KernelLookup.class.getName());
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNELS = "cnn.scratch.kernel.simd.VectorKernels";
    private static final String VECTOR_PEAK = "cnn.scratch.kernel.simd.VectorPeakLoop";

    private KernelLookup() {}

    /** The fastest kernels that this JVM can run. */
    public static Kernels fastest() {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            LOG.log(System.Logger.Level.WARNING, "scratch runs on its slow scalar kernels: {0}", obstacle.get());
            return new ScalarKernels();
        }
        try {
            return load();
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "scratch runs on its slow scalar kernels: the Vector API failed", e);
            return new ScalarKernels();
        }
    }

    /**
     * The Vector API's kernels and no others.
     *
     * @throws BadInputException if this JVM cannot run them; the message says why and what would help
     */
    public static Kernels vector() {
        obstacle().ifPresent(why -> {
            throw new BadInputException("scratch cannot run its vector kernels: " + why);
        });
        try {
            return load();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new BadInputException("scratch cannot run its vector kernels: the Vector API failed (" + e + ")", e);
        }
    }

    private static Kernels load() throws ReflectiveOperationException {
        return (Kernels) Class.forName(VECTOR_KERNELS).getConstructor().newInstance();
    }

    /** The loop of multiply-adds for the arithmetic that {@link #fastest} would choose. */
    public static PeakLoop peakLoop() {
        if (obstacle().isPresent()) {
            return new PeakLoop.Scalar();
        }
        try {
            return (PeakLoop) Class.forName(VECTOR_PEAK).getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "the peak is that of scalar code: the Vector API failed", e);
            return new PeakLoop.Scalar();
        }
    }

    /** Why the Vector API cannot be used, and what to do about it. */
    public static Optional<String> obstacle() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of("this JVM was started without the Vector API; add --add-modules " + MODULE);
        }
        if (!fusedMultiplyAdd()) {
            return Optional.of("this processor has no fused multiply-add, which the Vector API would emulate slowly");
        }
        return Optional.empty();
    }

    private static boolean fusedMultiplyAdd() {
        try {
            var hotspot = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
            return hotspot == null || Boolean.parseBoolean(hotspot.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException e) {
            // A JVM without that option: nothing speaks against trying.
            return true;
        }
    }
}
