package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.error.BadInputException;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.Conv2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The option {@code algorithm}: what it chooses, and what a wrong value is told. */
class AlgorithmOptionTest {
    @Test
    void chooses() {
        assertThat(winograd("direct", 16)).isFalse();
        assertThat(winograd("auto", 16)).isTrue();
        assertThat(winograd("auto", 3)).isFalse();
        assertThat(winograd("winograd", 3)).isTrue();
    }

    private static boolean winograd(String algorithm, int channels) {
        NetworkSpec spec = NetworkSpec.builder(Shape.of(channels, 6, 6))
                .add(new Conv2d(16, Window2d.of(3)))
                .build();
        try (Backend backend = Backends.named("scratch", BackendOptions.DEFAULT.withOption("algorithm", algorithm));
                Network network = Network.build(spec, backend, BuildOptions.batch(1))) {
            return network.layers().get(0).arithmetic() instanceof Arithmetic.Winograd;
        }
    }

    @Test
    void refusesOtherValuesInOneLine() {
        assertThatThrownBy(() -> Backends.named("scratch", BackendOptions.DEFAULT.withOption("algorithm", "fft")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("option 'algorithm': expected one of auto, direct, winograd, got 'fft'");
    }
}
