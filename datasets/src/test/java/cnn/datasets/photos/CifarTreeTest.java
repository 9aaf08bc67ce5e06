package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.config.Fit;
import cnn.config.PhotoLayout;
import cnn.datasets.cifar.Cifar10;
import cnn.datasets.picture.PictureDecoder;
import cnn.datasets.picture.PictureSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CIFAR-10's batches give the same photos from a folder and from its tar.gz, with their very bytes. */
class CifarTreeTest {
    /** Few, to be quick; a multiple of ten. */
    private static final int RECORDS = 40;

    private static final CifarTree CIFAR = new CifarTree(RECORDS);

    @TempDir
    private Path folder;

    /** Labels take turns; the third record, a deer's neighbour, has pixels that count. */
    private static byte[] batch(int seed) {
        byte[] batch = new byte[Cifar10.RECORD * RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            batch[i * Cifar10.RECORD] = (byte) (i % 10);
        }
        for (int i = 0; i < Cifar10.RECORD - 1; i++) {
            batch[3 * Cifar10.RECORD + 1 + i] = (byte) (i * 7 + seed);
        }
        return batch;
    }

    private void writeBatches(Path place) throws IOException {
        Files.createDirectories(place);
        for (int i = 0; i < 5; i++) {
            Files.write(place.resolve(Cifar10.TRAIN_FILES.get(i)), batch(i));
        }
        Files.write(place.resolve(Cifar10.TEST_FILES.get(0)), batch(5));
    }

    /** The cache of decoded pictures is found by these keys. */
    @Test
    void otherPixelsHaveAnotherKey() throws IOException {
        writeBatches(folder);
        List<String> before = keys();
        byte[] changed = batch(2);
        changed[7 * Cifar10.RECORD + 100] ^= 1;
        Files.write(folder.resolve("data_batch_3.bin"), changed);
        List<String> after = keys();
        assertThat(after).doesNotHaveDuplicates().hasSameSizeAs(before);
        assertThat(after.stream().filter(key -> !before.contains(key))).hasSize(1);
        assertThat(after.stream().filter(key -> !before.contains(key)).findFirst().orElseThrow())
                .startsWith("data_batch_3.bin/7|");
    }

    private List<String> keys() {
        return CIFAR.ofFolder(folder).photos().stream().map(Photo::contentKey).toList();
    }

    @Test
    void folderAndArchiveAreTheSame() throws IOException {
        Path batches = folder.resolve("cifar-10-batches-bin");
        writeBatches(batches);
        Path archive = folder.resolve("cifar.tar.gz");
        try (OutputStream gzip = new GzipCompressorOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            for (Path file : Files.list(batches).sorted().toList()) {
                tar.putArchiveEntry(new TarArchiveEntry(file, "cifar-10-batches-bin/" + file.getFileName()));
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        byte[] expected = new byte[Cifar10.RECORD - 1];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i * 7 + 5);
        }
        for (LayoutFinder.Found found : List.of(CIFAR.ofFolder(batches), CIFAR.ofTarGz(archive, Limits.USUAL))) {
            assertThat(found.layout()).isEqualTo(PhotoLayout.CIFAR10);
            assertThat(found.labels()).isEqualTo(Cifar10.NAMES);
            assertThat(found.photos()).hasSize(6 * RECORDS);
            LayoutFinder.Found two = Labels.choose(found, List.of("cat", "dog"), "here");
            assertThat(two.photos()).hasSize(6 * RECORDS / 5);
            Photo cat = two.photos().stream()
                    .filter(photo -> photo.id().equals("cat.test.3"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cat.part()).contains(Part.TEST);
            assertThat(PictureDecoder.usual().decode(cat.bytes(), new PictureSize(3, 32, 32, Fit.STRETCH)))
                    .isEqualTo(expected);
        }
        Files.write(batches.resolve("data_batch_3.bin"), Arrays.copyOf(batch(2), 1000));
        assertThatThrownBy(() -> CIFAR.ofFolder(batches))
                .hasMessageContaining("data_batch_3.bin has 1,000 bytes, expected 122,920 (40 records of 3,073)");
        // Whoever names a folder is asked for all of CIFAR-10.
        assertThat(CifarTree.batches(folder)).contains(batches);
        assertThatThrownBy(() -> PhotoSource.open(folder, Optional.empty(), List.of()))
                .hasMessageContaining("data_batch_1.bin has 122,920 bytes, expected 30,730,000");
    }
}
