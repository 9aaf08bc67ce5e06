package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.error.BadInputException;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    private static String describe(BackendOptions options) {
        try (Backend backend = Backends.named("scratch", options)) {
            return backend.describe();
        }
    }

    @Test
    void scalarKernelsComeEvenWhereVectorsWouldDo() {
        assertThat(describe(BackendOptions.DEFAULT.withOption("kernels", "scalar")))
                .contains("scalar")
                .doesNotContain("Vector");
    }

    @Test
    void autoIsTheUsualOne() {
        assertThat(describe(BackendOptions.DEFAULT.withOption("kernels", "auto")))
                .isEqualTo(describe(BackendOptions.DEFAULT));
    }

    @Test
    void unknownKernelsAreRefused() {
        assertThatThrownBy(() -> describe(BackendOptions.DEFAULT.withOption("kernels", "avx")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("option 'kernels': expected one of auto, vector, scalar, got 'avx'");
    }
}
