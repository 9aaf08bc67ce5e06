package cnn.scratch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs on two JVMs: one with the Vector API's module, and, for its tag, one without. */
@Tag("scalar")
class KernelLookupTest {
    private static final boolean MODULE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    @Test
    void theFlagIsNamedExactlyWhereTheModuleIsMissing() {
        boolean named = KernelLookup.obstacle().orElse("").contains("--add-modules jdk.incubator.vector");

        assertThat(named).isEqualTo(!MODULE);
    }

    @Test
    void anyObstacleMeansTheScalarKernels() {
        boolean scalar = KernelLookup.fastest() instanceof ScalarKernels;

        assertThat(scalar).isEqualTo(KernelLookup.obstacle().isPresent());
    }

    @Test
    void whoAsksForVectorsGetsThemOrTheReason() {
        if (KernelLookup.obstacle().isEmpty()) {
            assertThat(KernelLookup.vector()).isNotInstanceOf(ScalarKernels.class);
        } else {
            assertThatThrownBy(KernelLookup::vector)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(KernelLookup.obstacle().orElseThrow());
        }
    }
}
