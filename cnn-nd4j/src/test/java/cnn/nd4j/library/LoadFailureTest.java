package cnn.nd4j.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The linker's own words, each as it stands in the innermost exception. */
class LoadFailureTest {
    private static String explain(String message, String platform) {
        Throwable innermost = new UnsatisfiedLinkError(message);
        Throwable wrapped = new ExceptionInInitializerError(new RuntimeException("ND4J is probably missing", innermost));
        return LoadFailure.explain(wrapped, platform).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /c/libnd4jcpu.so: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.27' not found (required by x) | older than GLIBC_2.27
            /c/libnd4jcpu.so: /lib/libstdc++.so.6: version `GLIBCXX_3.4.26' not found | older than GLIBCXX_3.4.26
            /c/libnd4jcpu.so: Error loading shared library ld-linux-x86-64.so.2: No such file | musl
            /c/libnd4jcpu.so: Error relocating /c/libnd4jcpu.so: __strdup: symbol not found | musl
            /n/openblas-0.3.19.jar/org/libjniopenblas.so: failed to map segment from shared object | executed in the folder /n/, where
            /c/libnd4jcpu.so: file too short | damaged (file too short)
            /c/libnd4jcpu.so: invalid ELF header | damaged (invalid ELF header)
            Could not find jnind4jcpu in class, module, and library paths. | its jars for linux-x86_64 are not on the class path
            something nobody has seen yet | something nobody has seen yet
            """)
    void saysWhatToDoAndWhatStillWorks(String message, String expected) {
        assertThat(explain(message, "linux-x86_64"))
                .startsWith("backend 'nd4j' cannot load ND4J's native library: ")
                .contains(expected)
                .endsWith("the backends 'scratch' and 'textbook' need no native code")
                .doesNotContain("\n");
    }

    @Test
    void namesThePlatformsThatThereAre() {
        assertThat(explain("Could not find jniopenblas_nolapack in class, module, and library paths.", "linux-riscv64"))
                .contains("none for this platform, linux-riscv64, only for linux-arm64, linux-x86_64, macosx-arm64");
    }
}
