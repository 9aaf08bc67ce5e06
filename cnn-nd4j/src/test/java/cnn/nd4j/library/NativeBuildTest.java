package cnn.nd4j.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeBuildTest {
    private static final Set<String> AVX2 = Set.of("avx2", "fma", "bmi2");
    private static final Set<String> AVX512 =
            Set.of("avx2", "fma", "bmi2", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    @Test
    void theWidestBuildThatTheProcessorRunsAndTheClassPathHas() {
        assertThat(NativeBuild.best("linux-x86_64", AVX512, path -> true)).contains("-onednn-avx512");
        assertThat(NativeBuild.best("linux-x86_64", AVX2, path -> true)).contains("-onednn-avx2");
        assertThat(NativeBuild.best("linux-x86_64", AVX512, path -> path.contains("avx2/"))).contains("-onednn-avx2");
        assertThat(NativeBuild.best("linux-x86_64", Set.of("sse2"), path -> true)).isEmpty();
        assertThat(NativeBuild.best("linux-x86_64", AVX512, path -> false)).isEmpty();
    }

    @Test
    void aBuildOfAnotherPlatformDoesNotCount() {
        assertThat(NativeBuild.best("macosx-x86_64", AVX512, path -> path.contains("linux"))).isEmpty();
    }

    @Test
    void halfOfAvx512IsNotEnough() {
        assertThat(NativeBuild.best("linux-x86_64", Set.of("avx512f", "avx512cd"), path -> true)).isEmpty();
    }

    @Test
    void flagsAreThoseThatAllProcessorsHave() {
        assertThat(ProcessorFlags.parse(Stream.of("processor\t: 0", "flags\t\t: fma avx2 ", "processor : 1", "flags : avx2")))
                .containsExactly("avx2");
        assertThat(ProcessorFlags.parse(Stream.of("Features : neon"))).isEmpty();
    }

    @Test
    void whatWasLoadedIsDescribed() {
        assertThat(NativeLibrary.load().describe()).matches("1\\.0\\.0-M2\\.1 [a-z]+-[a-z0-9_]+(-onednn-avx(2|512))?");
    }
}
