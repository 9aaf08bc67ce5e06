package cnn.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendOptionTest {
    /** Knows its options, makes nothing. */
    private record Declared(List<BackendOption> options) implements BackendProvider {
        @Override
        public String name() {
            return "declared";
        }

        @Override
        public Set<Precision> precisions() {
            return Set.of(Precision.FLOAT32);
        }

        @Override
        public Precision usualPrecision() {
            return Precision.FLOAT32;
        }

        @Override
        public Backend create(BackendSetup setup) {
            throw new UnsupportedOperationException();
        }
    }

    private static final BackendProvider PROVIDER = new Declared(List.of(
            new BackendOption("algorithm", List.of("auto", "direct", "winograd"), "how convolutions are computed"),
            new BackendOption("layout", List.of("first", "last"), "how images lie")));

    private static final BackendSetup USUAL = BackendSetup.usual(PROVIDER, Precision.FLOAT32, 0);

    @Test
    void whatTheUserDoesNotSayIsAsUsual() {
        BackendSetup setup = USUAL.with(PROVIDER, Map.of("layout", "last"));
        assertThat(setup.option("layout")).isEqualTo("last");
        assertThat(setup.option("algorithm")).isEqualTo("auto");
    }

    @Test
    void anUnknownOptionIsRefusedWithASuggestion() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> USUAL.with(PROVIDER, Map.of("algoritm", "direct")))
                .withMessage("unknown option 'algoritm' of backend 'declared'"
                        + " (there are algorithm, layout; did you mean 'algorithm'?)");
    }

    @Test
    void anUnknownValueIsRefusedWithThoseThereAre() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> USUAL.with(PROVIDER, Map.of("algorithm", "fft")))
                .withMessage("option 'algorithm': expected one of auto, direct, winograd, got 'fft'");
    }

    @Test
    void aBackendWithoutOptionsSaysSo() {
        BackendProvider plain = new Declared(List.of());
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> USUAL.with(plain, Map.of("algorithm", "direct")))
                .withMessage("backend 'declared' has no options; remove 'algorithm'");
    }
}
