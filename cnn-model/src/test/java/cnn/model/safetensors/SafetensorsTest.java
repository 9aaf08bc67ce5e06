package cnn.model.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.model.safetensors.Safetensors.Checksum;
import cnn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read again bit for bit; what is not whole, not the same or not the format is refused. */
class SafetensorsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weights.safetensors");
    }

    private static Safetensors sample() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        float[] floats = {1, -0f, 3.5f, 1e-45f, -7, 8};
        tensors.put("conv1.w", new StoredTensor.Floats(Shape.of(2, 1, 1, 3), floats));
        tensors.put("conv1.b", new StoredTensor.Doubles(Shape.of(2), new double[] {Math.PI, -Double.MIN_VALUE}));
        tensors.put("größe \"1\"", new StoredTensor.Floats(Shape.of(), new float[] {9}));
        return new Safetensors(Map.of("model.yaml", "abc\n\"é"), tensors);
    }

    private static void assertSame(Safetensors read, Safetensors written) {
        assertThat(read.metadata()).isEqualTo(written.metadata());
        assertThat(List.copyOf(read.tensors().keySet())).isEqualTo(List.copyOf(written.tensors().keySet()));
        written.tensors().forEach((name, tensor) -> {
            StoredTensor other = read.tensors().get(name);
            assertThat(other.shape()).isEqualTo(tensor.shape());
            assertThat(bits(other)).as(name).isEqualTo(bits(tensor));
        });
    }

    private static Object bits(StoredTensor tensor) {
        if (tensor instanceof StoredTensor.Floats floats) {
            int[] bits = new int[floats.values().length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToRawIntBits(floats.values()[i]);
            }
            return bits;
        }
        double[] values = ((StoredTensor.Doubles) tensor).values();
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryBitBack(Checksum checksum) {
        sample().write(file);
        assertSame(Safetensors.read(file, checksum), sample());
    }

    /** Larger than the buffers, whose edges no tensor meets. */
    @Test
    void givesLargeTensorsBack() {
        Random random = new Random(5);
        float[] floats = new float[700_001];
        double[] doubles = new double[300_003];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(random.nextInt() & 0x7F7FFFFF);
        }
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = random.nextGaussian();
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("a", new StoredTensor.Floats(Shape.of(floats.length), floats));
        tensors.put("b", new StoredTensor.Doubles(Shape.of(3, doubles.length / 3), doubles));
        Safetensors written = new Safetensors(Map.of(), tensors);
        written.write(file);
        assertSame(Safetensors.read(file, Checksum.REQUIRED), written);
    }

    @Test
    void holdsNoTensorAtAllWhereThereIsNone() {
        new Safetensors(Map.of("a", "b"), Map.of()).write(file);
        assertSame(Safetensors.read(file, Checksum.REQUIRED), new Safetensors(Map.of("a", "b"), Map.of()));
    }

    @Test
    void writesTheSameFileAgain() throws IOException {
        String first = sample().write(file);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(sample().write(file)).isEqualTo(first);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(HexFormat.of().formatHex(Seal.sha256().digest(bytes))).isEqualTo(first);
    }

    @Test
    void leavesNothingElseInTheFolder() throws IOException {
        sample().write(file);
        sample().write(file);
        try (Stream<Path> paths = Files.list(folder)) {
            assertThat(paths).containsExactly(file);
        }
    }

    /** Written by the format's own library, {@code safetensors.numpy.save_file}. */
    @Test
    void readsWhatTheFormatsOwnLibraryWrote() throws IOException {
        try (InputStream golden = SafetensorsTest.class.getResourceAsStream("numpy.safetensors")) {
            Files.copy(golden, file);
        }
        Safetensors read = Safetensors.read(file, Checksum.OPTIONAL);
        assertThat(read.metadata()).containsExactly(Map.entry("made", "by numpy"));
        assertThat(bits(read.tensors().get("ramp"))).isEqualTo(bits(
                new StoredTensor.Floats(Shape.of(2, 3), new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f})));
        assertThat(bits(read.tensors().get("third"))).isEqualTo(bits(
                new StoredTensor.Doubles(Shape.of(1), new double[] {1.0 / 3})));
        assertThat(read.tensors().get("ramp").shape()).isEqualTo(Shape.of(2, 3));
        refused(Files.readAllBytes(file), Checksum.REQUIRED, "it has no checksum");
    }

    @Test
    void noticesEveryFlippedBit() throws IOException {
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            refused(damaged, Checksum.REQUIRED, file.toString());
        }
    }

    @Test
    void noticesEveryMissingOrAddedByte() throws IOException {
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), Checksum.OPTIONAL, file.toString());
        }
        refused(Arrays.copyOf(whole, whole.length + 1), Checksum.OPTIONAL, "bytes");
    }

    /** Bytes are cut out, doubled, overwritten and mixed at random; what is read after all must be what was written. */
    @Test
    void survivesRandomDamage() throws IOException {
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int seed = 0; seed < 3000; seed++) {
            refusedUnlessSame(Damage.of(whole, new Random(seed)), whole, seed);
        }
    }

    /** Without a checksum, the format's own rules stand alone: whatever the header says, at most a refusal follows. */
    @Test
    void survivesRandomHeaders() throws IOException {
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            String header = Damage.header(random);
            Files.write(file, file(header, random.nextInt(40)));
            try {
                Safetensors.read(file, Checksum.OPTIONAL);
            } catch (BadInputException refusal) {
                assertThat(refusal.getMessage().lines()).as("seed %d: %s", seed, header).hasSize(1);
            }
        }
    }

    private void refusedUnlessSame(byte[] damaged, byte[] whole, int seed) throws IOException {
        if (Arrays.equals(damaged, whole)) {
            return;
        }
        Files.write(file, damaged);
        assertThatThrownBy(() -> Safetensors.read(file, Checksum.REQUIRED))
                .as("seed %d", seed)
                .isInstanceOf(BadInputException.class);
    }

    static byte[] file(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private void refused(byte[] contents, Checksum checksum, String why) throws IOException {
        Files.write(file, contents);
        assertThatThrownBy(() -> Safetensors.read(file, checksum))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}|o
            {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}                        | at least 1
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                        | there is a gap
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                        | need 4 bytes, the file has 8
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}                        | needs 12
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                        | no range
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}                      | no range
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}                       | below 0
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}                       | below 0
            {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}                      | whole numbers
            {"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}                        | expected START_ARRAY
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}     | no JSON
            {"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,8]}}      | more elements
            {"a":{"dtype":"F32","shape":[65536,65536,65536],"data_offsets":[0,8]}}        | more elements
            {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}} | at most 16
            {"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}                       | 'BF16'; only F32 and F64
            {"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}                           | dtype: expected VALUE_STRING
            {"a":{"shape":[2],"data_offsets":[0,8]}}                                      | lacks its dtype
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}                  | unknown key 'x'
            {"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}          | Duplicate
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{}}                 | Duplicate
            {"a":[]}                                                                      | expected START_OBJECT
            {"__metadata__":{"a":1}}                                                      | expected VALUE_STRING
            {"__metadata__":{"a":{}}}                                                     | expected VALUE_STRING
            {"__metadata__":{"sha256":"00"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}} | no SHA-256
            {"a":{"b":{"c":{"d":{"e":{}}}}}}                                              | unknown key 'b'
            {"a":{"shape":[[[[[[[]]]]]]]}}                                                | whole numbers
            {}{}                                                                          | behind its header
            {"a"                                                                          | no JSON
            [1]                                                                           | begin with '{'
            """)
    void refusesHeaders(String header, String why) throws IOException {
        refused(file(header, 8), Checksum.OPTIONAL, why);
    }

    @Test
    void refusesAbsurdLengths() throws IOException {
        for (long length : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, 0, 1, 1L << 32, 100}) {
            byte[] bytes = file("{}", 8);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            refused(bytes, Checksum.OPTIONAL, "header is said to have " + Long.toUnsignedString(length) + " bytes");
        }
    }

    @Test
    void refusesHeadersThatAreNoText() throws IOException {
        byte[] bytes = file("{\"aaaa\":1}", 8);
        bytes[8 + 3] = (byte) 0xFF;
        refused(bytes, Checksum.OPTIONAL, "no text in UTF-8");
    }

    @Test
    void keepsItsMessageOnOneLineWhateverNamesSay() throws IOException {
        refused(file("{\"a\\nb\\u2028c\":[]}", 0), Checksum.OPTIONAL, "'a\uFFFDb\uFFFDc'");
    }

    @Test
    void refusesFoldersAndMissingFiles() {
        assertThatThrownBy(() -> Safetensors.read(folder, Checksum.OPTIONAL))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none"), Checksum.OPTIONAL))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no such file");
    }

    /** A checksum at another place than its first is still found: digits that the header repeats do no harm. */
    @Test
    void findsDigits() {
        byte[] header = ("xx" + "7".repeat(64)).getBytes(StandardCharsets.US_ASCII);
        assertThat(Seal.find(header, "7".repeat(64))).isEqualTo(OptionalInt.of(2));
        assertThat(Seal.find(header, "8".repeat(64))).isEqualTo(OptionalInt.empty());
    }
}
