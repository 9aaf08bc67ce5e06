package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.config.BrokenPhotos;
import cnn.config.Fit;
import cnn.config.PhotoLayout;
import cnn.config.SplitSpec;
import cnn.datasets.picture.BrokenPictureException;
import cnn.datasets.picture.PictureDecoder;
import cnn.datasets.picture.PictureSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On photos of the world, where they are at hand; they are no part of the project. */
class RealPhotosTest {
    private static final List<String> CLASSES = List.of("cat", "dog");

    @Test
    void everyBrokenJpegHasAReasonAndNoneEndsTheLoad() throws IOException {
        List<Photo> photos = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedData.folder("broken-jpegs"))) {
            for (Path file : files.filter(one -> one.toString().matches(".*\\.jpe?g")).sorted().toList()) {
                TreeFile own = new TreeFile(
                        file.getFileName().toString(), Files.size(file), "", () -> Files.readAllBytes(file));
                photos.add(new Photo(own.path(), "cat", Optional.empty(), OptionalLong.empty(), own));
            }
        }
        assertThat(photos).hasSize(16);
        PhotoLoader.Result result = new PhotoLoader(
                        PictureDecoder.usual(),
                        Optional.of(new PictureSize(3, 150, 150, Fit.STRETCH)),
                        true,
                        BrokenPhotos.SKIP)
                .load(photos);
        assertThat(result.broken()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(result.broken()).allSatisfy(one -> {
            assertThat(one.why()).isNotBlank().doesNotContain("\n");
            assertThat(one.reason()).isNotNull();
        });
    }

    @Test
    void thePartsOfTheBookAreFoundAndAreItsNumbers() throws IOException {
        Path folder = SharedData.folder("dogs-vs-cats-photos");
        try (PhotoSource source = PhotoSource.open(folder, Optional.empty(), CLASSES)) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.PARTS);
            assertThat(source.photos()).hasSize(4000);
            Map<Part, List<Photo>> asIs = PhotoSplit.of(source.photos(), CLASSES, new SplitSpec.AsIs(), "here");
            Map<Part, List<Photo>> byNumber = PhotoSplit.of(source.photos(), CLASSES, new SplitSpec.Chollet(1), "here");
            assertThat(asIs).isEqualTo(byNumber);
            assertThat(asIs.get(Part.TRAIN)).hasSize(2000);
            assertThat(asIs.get(Part.VALIDATION)).hasSize(1000);
        }
    }

    /** Against a list that others made: both pairs of it that have both photos here, though they are in two parts. */
    @Test
    void knownNearDuplicatesAreFoundAmongTheirNeighbours() throws IOException {
        Path folder = SharedData.folder("dogs-vs-cats-photos");
        List<String> known = Files.readAllLines(folder.resolve("kaggle-near-duplicates.txt"));
        assertThat(known).anyMatch(line -> line.endsWith("dog.1273.jpg dog.980.jpg"));
        assertThat(known).anyMatch(line -> line.endsWith("dog.180.jpg dog.74.jpg"));
        List<LoadedPhoto> some = new ArrayList<>();
        try (PhotoSource source = PhotoSource.open(folder, Optional.empty(), CLASSES)) {
            for (Photo photo : source.photos()) {
                long number = photo.number().orElseThrow();
                boolean chosen = number % 37 == 0 || Set.of(74L, 180L, 980L, 1273L).contains(number);
                if (photo.label().equals("dog") && chosen) {
                    some.add(new LoadedPhoto(photo, new byte[0], hash(photo)));
                }
            }
        }
        some.sort((a, b) -> a.photo().part().orElseThrow().compareTo(b.photo().part().orElseThrow()));
        List<NearDuplicate> pairs = Duplicates.find(some, true);
        assertThat(pairs).hasSize(2);
        assertThat(pairs.stream().map(pair -> pair.removed().orElseThrow().id()))
                .containsExactlyInAnyOrder("dog.180", "dog.980");
        assertThat(some).hasSizeGreaterThan(50);
    }

    private static long hash(Photo photo) throws BrokenPictureException, IOException {
        return PerceptualHash.of(PictureDecoder.usual().decode(photo.bytes(), PerceptualHash.SIZE));
    }
}
