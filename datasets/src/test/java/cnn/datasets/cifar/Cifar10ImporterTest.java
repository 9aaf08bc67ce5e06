package cnn.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.datasets.LabelledImages;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Most tests work with batches that hold one cat and one dog each; only the first needs all 12,000. */
class Cifar10ImporterTest {
    private static final int RECORDS = 10_000;
    private static final int CAT = 4;
    private static final int DOG = 17;

    @TempDir
    Path temp;

    private Path batches;
    private Path out;

    @BeforeEach
    void writeBatches() throws IOException {
        batches = Files.createDirectory(temp.resolve("cifar-10-batches-bin"));
        out = temp.resolve("made/here");
        Path one = Files.write(temp.resolve("batch"), oneOfEach());
        for (String name : allFiles()) {
            Files.createLink(batches.resolve(name), one);
        }
    }

    /** The embedded pictures stand at their original positions, with frogs between them. */
    @Test
    void makesTheEmbeddedFilesAgain() throws IOException {
        write(TileFiles.TRAIN, Cifar10.TRAIN_FILES);
        write(TileFiles.TEST, Cifar10.TEST_FILES);

        Cifar10Importer.Imported made = Cifar10Importer.importCatsAndDogs(batches, out);

        assertThat(made.train()).isEqualTo(10_000);
        assertThat(made.test()).isEqualTo(2_000);
        assertThat(made.sameAsEmbedded()).isTrue();
        for (TileFiles part : List.of(TileFiles.TRAIN, TileFiles.TEST)) {
            LabelledImages again = part.read(file -> Files.newInputStream(out.resolve(file)));
            assertThat(again.pixels()).isEqualTo(Embedded.DATASET.images(part).pixels());
            assertThat(again.labels()).isEqualTo(Embedded.DATASET.images(part).labels());
            for (String text : List.of(part.labels(), part.index())) {
                assertThat(Files.readAllLines(out.resolve(text))).isEqualTo(Embedded.lines(text));
            }
        }
        assertOnlyTheSixFiles(made);
    }

    @Test
    void positionsCountOverTheFilesOfAPart() throws IOException {
        Cifar10Importer.Imported made = Cifar10Importer.importCatsAndDogs(batches, out);
        assertThat(made.train()).isEqualTo(10);
        assertThat(out.resolve("train-index.txt"))
                .hasContent("4\n17\n10004\n10017\n20004\n20017\n30004\n30017\n40004\n40017\n");
        assertThat(out.resolve("train-labels.txt")).hasContent("cat\ndog\n".repeat(5));
        assertThat(out.resolve("test-index.txt")).hasContent("4\n17\n");
    }

    @Test
    void otherPicturesAreToldFromTheEmbeddedOnes() {
        assertThat(Cifar10Importer.importCatsAndDogs(batches, out).sameAsEmbedded()).isFalse();
    }

    @Test
    void oldFilesAreReplaced() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("test-labels.txt"), "old");
        Cifar10Importer.Imported made = Cifar10Importer.importCatsAndDogs(batches, out);
        assertThat(out.resolve("test-labels.txt")).hasContent("cat\ndog\n");
        assertOnlyTheSixFiles(made);
    }

    @Test
    void aMissingBatchIsNamedAndNothingIsWritten() throws IOException {
        Files.delete(batches.resolve("data_batch_4.bin"));
        refuses("no such file: " + batches.resolve("data_batch_4.bin"), "cifar-10-batches-bin");
        assertThat(out).doesNotExist();
    }

    @Test
    void aTruncatedBatchIsNamedWithTheExpectedSize() throws IOException {
        replace("test_batch.bin", Arrays.copyOf(oneOfEach(), 30_729_999));
        refuses("test_batch.bin has 30,729,999 bytes, expected 30,730,000");
        assertThat(out).doesNotExist();
    }

    @Test
    void aLabelThatCifar10DoesNotHaveIsNamedWithItsRecord() throws IOException {
        byte[] records = oneOfEach();
        records[23 * Cifar10.RECORD] = (byte) 200;
        replace("data_batch_2.bin", records);
        refuses("data_batch_2.bin: record 23 has label 200, expected 0 to 9");
    }

    @Test
    void batchesWithoutCatsAndDogsAreRefused() throws IOException {
        replace("test_batch.bin", new byte[RECORDS * Cifar10.RECORD]);
        refuses("test_batch.bin: there is no cat (label 3) and no dog (label 5)");
    }

    @Test
    void anOutputThatIsAFileIsRefused() throws IOException {
        Files.createDirectories(out.getParent());
        Files.writeString(out, "a file");
        refuses(out + ": it is a file");
        assertThat(out).hasContent("a file");
    }

    @Test
    void whenAFileCannotBePutInItsPlaceNoRestIsLeft() throws IOException {
        Files.createDirectories(out.resolve("train.png/in-the-way"));
        refuses("cannot write to " + out);
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).containsExactly(out.resolve("train.png"));
        }
    }

    private void refuses(String... words) {
        assertThatThrownBy(() -> Cifar10Importer.importCatsAndDogs(batches, out))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(words)
                .message()
                .hasLineCount(1);
    }

    private void assertOnlyTheSixFiles(Cifar10Importer.Imported made) throws IOException {
        assertThat(made.files()).hasSize(6);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(made.files());
        }
    }

    private static List<String> allFiles() {
        return Stream.concat(Cifar10.TRAIN_FILES.stream(), Cifar10.TEST_FILES.stream())
                .toList();
    }

    /** Deletes first: the file is a link to what other names mean, too. */
    private void replace(String file, byte[] records) throws IOException {
        Files.delete(batches.resolve(file));
        Files.write(batches.resolve(file), records);
    }

    private static byte[] frogs() {
        byte[] records = new byte[RECORDS * Cifar10.RECORD];
        for (int at = 0; at < records.length; at += Cifar10.RECORD) {
            records[at] = 6;
        }
        return records;
    }

    private static byte[] oneOfEach() {
        byte[] records = frogs();
        records[CAT * Cifar10.RECORD] = 3;
        records[DOG * Cifar10.RECORD] = 5;
        return records;
    }

    private void write(TileFiles part, List<String> files) throws IOException {
        LabelledImages images = Embedded.DATASET.images(part);
        List<Integer> positions = Embedded.positions(part);
        int sample = images.shape().size();
        int next = 0;
        for (int f = 0; f < files.size(); f++) {
            byte[] records = frogs();
            while (next < positions.size() && positions.get(next) / RECORDS == f) {
                int at = positions.get(next) % RECORDS * Cifar10.RECORD;
                records[at] = (byte) (images.labels()[next] == 0 ? 3 : 5);
                System.arraycopy(images.pixels(), next * sample, records, at + 1, sample);
                next++;
            }
            replace(files.get(f), records);
        }
    }
}
