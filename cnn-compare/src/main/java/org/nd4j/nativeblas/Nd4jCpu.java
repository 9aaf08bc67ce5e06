package org.nd4j.nativeblas;

/**
 * Stands in for a class that DL4J 1.0.0-M2.1 expects and ND4J 1.0.0-M2.1 no longer has.
 *
 * <p>{@code org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper} finds out by reflection whether oneDNN can be used: it
 * loads {@code org.nd4j.nativeblas.Nd4jCpu$Environment} and calls {@code getInstance().isUseMKLDNN()}. The bindings have
 * moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings} and the method is called {@code isUseONEDNN} now, so the lookup
 * fails and every oneDNN helper is dropped without a word. With this class the lookup succeeds. It has no effect by itself:
 * helpers are still off unless {@code -Dorg.eclipse.deeplearning4j.helpers.disable=false} while a layer is made.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** What {@code BaseMKLDNNHelper} asks. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /**
         * Whether the native library that was loaded has oneDNN in it. The bindings' own {@code isUseONEDNN()} says yes
         * even for the build without, so the build's own description decides.
         */
        public boolean isUseMKLDNN() {
            return NativeOpsHolder.getInstance()
                    .getDeviceNativeOps()
                    .buildInfo()
                    .contains("HAVE_ONEDNN");
        }
    }
}
